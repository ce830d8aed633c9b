"""Settings from the environment: what is wrong, where, and what to write."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from tandem.website.env import SETTINGS, site


def test_nothing_set_is_a_home_of_ones_own_on_sqlite() -> None:
    found = site({})
    assert found.home.name == "tandem"
    assert found.database["NAME"] == found.home / "tandem.sqlite3"
    assert found.key_file == found.home / "keys/tandem.key"
    assert (found.time_zone, found.demo, found.is_https) == ("UTC", False, False)


def test_the_key_may_lie_apart_from_the_home(tmp_path: Path) -> None:
    found = site({"TANDEM_HOME": str(tmp_path), "TANDEM_KEY_FILE": "/mnt/keys/tandem.key"})
    assert found.key_file == Path("/mnt/keys/tandem.key")


def test_a_postgresql_address_is_taken_apart() -> None:
    found = site({"DATABASE_URL": "postgresql://tan:p%40ss@db.internal:5433/tandem"}).database
    parts = {key: found[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")}
    assert parts == {
        "NAME": "tandem", "USER": "tan", "PASSWORD": "p@ss", "HOST": "db.internal", "PORT": "5433",
    }  # fmt: skip


def test_the_password_of_the_database_may_lie_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "postgres.password"
    file.write_text("quiet brown owl\n", encoding="utf-8")
    said = {"TANDEM_DATABASE_PASSWORD_FILE": str(file)}
    found = site({"DATABASE_URL": "postgresql://tandem@db.internal/tandem", **said})
    assert (found.database["USER"], found.database["PASSWORD"]) == ("tandem", "quiet brown owl")
    assert found.database_password_file == file
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL holds a password"):
        site({"DATABASE_URL": "postgresql://tandem:x@db.internal/tandem", **said})
    with pytest.raises(ImproperlyConfigured, match="and DATABASE_URL is empty"):
        site(said)


def test_a_password_file_that_is_not_there_stops_the_start(tmp_path: Path) -> None:
    env = {
        "DATABASE_URL": "postgresql://tandem@db.internal/tandem",
        "TANDEM_DATABASE_PASSWORD_FILE": str(tmp_path / "gone"),
    }
    with pytest.raises(ImproperlyConfigured, match="PASSWORD_FILE cannot be read"):
        site(env)


def test_a_socket_folder_can_be_the_host() -> None:
    found = site({"DATABASE_URL": "postgresql://postgres:@/postgres?host=/run/pg"}).database
    assert (found["HOST"], found["NAME"]) == ("/run/pg", "postgres")


def test_the_site_address_becomes_an_allowed_host() -> None:
    found = site({"TANDEM_URL": "https://tandem.varnholm.example/"})
    assert "tandem.varnholm.example" in found.hosts
    assert found.is_https
    assert found.url == "https://tandem.varnholm.example"


@pytest.mark.parametrize(
    ("name", "value", "cure"),
    [
        ("DATABASE_URL", "mysql://x/y", "names no PostgreSQL database.*or leave it empty"),
        ("DATABASE_URL", "postgresql://host", "names no PostgreSQL database"),
        ("DATABASE_URL", "postgresql://host:port/x", "cannot be read"),
        ("TANDEM_URL", "tandem.example.org", "Write it whole: https://"),
        ("TANDEM_TIME_ZONE", "Berlin", "Write one such as Europe/Berlin"),
        ("TANDEM_DEMO", "yes", "Write 1 for yes"),
        ("TANDEM_LOG", "verbose", "Write plain or json"),
        ("TANDEM_ENGINE", "postgresql://x/y", "Write spark://host:port, or leave it empty"),
    ],
)
def test_a_wrong_setting_stops_the_start_and_names_the_cure(
    name: str, value: str, cure: str
) -> None:
    with pytest.raises(ImproperlyConfigured, match=f"{name}.*{cure}"):
        site({name: value})


def test_the_log_is_plain_unless_programs_read_it() -> None:
    assert [site({"TANDEM_LOG": form}).log for form in ("", "plain", "json")] == [
        "plain", "plain", "json",
    ]  # fmt: skip


def test_every_setting_has_its_sentence() -> None:
    assert all(sentence.endswith(".") for sentence in SETTINGS.values())
