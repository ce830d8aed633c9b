"""How to begin with one's own company stands in the demonstration, with the commands as typed."""

from __future__ import annotations

import dataclasses
import html
import shlex
from pathlib import Path

from django.conf import settings as django_settings
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

PAGE = reverse("demo:your_own")


def test_the_commands_are_there_to_be_copied_and_nobody_needs_to_sign_in(db: None) -> None:
    text = html.unescape(Client().get(PAGE).text)
    home = shlex.quote(str(django_settings.SITE.home))
    for command in ("tandem setup", "tandem serve"):
        assert f">{command}</output>" in text
    assert f">TANDEM_HOME={home} tandem setup --in-place-of-demo</output>" in text


def test_a_home_with_a_space_is_one_word_in_the_command(db: None, settings: Settings) -> None:
    settings.SITE = dataclasses.replace(django_settings.SITE, home=Path("/srv/my demo"))
    text = html.unescape(Client().get(PAGE).text)
    assert "TANDEM_HOME='/srv/my demo' tandem setup --in-place-of-demo" in text


def test_the_page_of_the_cast_leads_there(db: None) -> None:
    assert f'href="{PAGE}"' in Client().get(reverse("demo:welcome")).text


def test_outside_the_demonstration_it_is_not_there(db: None, settings: Settings) -> None:
    settings.SITE = dataclasses.replace(django_settings.SITE, demo=False)
    assert Client().get(PAGE).status_code == 404
