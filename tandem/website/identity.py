"""The company's identity provider: what its settings say, read and checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.utils.text import slugify

IDENTITY_SETTINGS = {
    "TANDEM_OIDC_URL": "The identity provider people sign on with (OpenID Connect). Empty: none.",
    "TANDEM_OIDC_CLIENT": "The client id that the provider gave Tandem.",
    "TANDEM_OIDC_SECRET_FILE": "A file whose first line is the client's secret.",
    "TANDEM_OIDC_NAME": "What the provider is called on the sign-in page.",
    "TANDEM_OIDC_ONLY": "1 takes the password away from who signs on with the provider.",
}
HERE = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class IdentityProvider:
    """Whom we believe who somebody is."""

    url: str
    client: str
    secret: str = field(repr=False)
    secret_file: Path
    name: str
    only: bool = False

    @property
    def key(self) -> str:
        """In addresses and beside accounts: of another provider nobody is taken for the same."""
        parts = urlsplit(self.url)
        return slugify(f"{parts.netloc}{parts.path}".translate(str.maketrans("./:", "---")))

    def as_apps(self) -> list[dict[str, Any]]:
        """The same in allauth's words."""
        return [
            {
                "provider_id": self.key,
                "name": self.name,
                "client_id": self.client,
                "secret": self.secret,
                "settings": {"server_url": self.url, "oauth_pkce_enabled": True},
            }
        ]


def is_safe(url: str) -> bool:
    """Over https, or on this machine."""
    parts = urlsplit(url)
    if not parts.hostname or parts.query or parts.fragment:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in HERE)


def first_line(file: Path) -> str:
    """Raises OSError or UnicodeDecodeError; empty for a file that says nothing."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return lines[0].strip() if lines else ""


def lone(env: Mapping[str, str]) -> str:
    """The first of these settings that is set while there is no provider."""
    others = [name for name in IDENTITY_SETTINGS if name != "TANDEM_OIDC_URL"]
    return next((name for name in others if env.get(name)), "")
