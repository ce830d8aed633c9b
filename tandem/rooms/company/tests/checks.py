"""A file checked on the page, and what is said there."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tandem.organisation.models import Import


def check(client: Client, text: str, shape: str = "") -> str:
    """The page of its check."""
    sent = {"file": SimpleUploadedFile("file.csv", text.encode()), "shape": shape}
    return str(client.post(reverse("company:new_import"), sent, follow=True).text)


def post(client: Client, name: str, said: dict[str, str]) -> str:
    """The page that follows on something said of the check that waits. name: of the address."""
    url = reverse(f"company:{name}", args=[Import.objects.waiting().get().pk])
    return str(client.post(url, said, follow=True).text)
