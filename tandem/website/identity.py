"""The company's identity provider: what its settings say, read and checked.

One at a time: by OpenID Connect, or by SAML where the extra `saml` is installed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlsplit

from django.utils.text import slugify

IDENTITY_SETTINGS = {
    "TANDEM_OIDC_URL": "The identity provider people sign on with (OpenID Connect). Empty: none.",
    "TANDEM_OIDC_CLIENT": "The client id that the provider gave Tandem.",
    "TANDEM_OIDC_SECRET_FILE": "A file whose first line is the client's secret.",
    "TANDEM_OIDC_NAME": "What the provider is called on the sign-in page.",
    "TANDEM_OIDC_ONLY": "1 takes the password away from who signs on with the provider.",
}
SAML_SETTINGS = {
    "TANDEM_SAML_METADATA_FILE": "The metadata of a provider that speaks SAML. Empty: none.",
    "TANDEM_SAML_NAME": "What the provider is called on the sign-in page.",
    "TANDEM_SAML_VOUCHES": "1 takes every address the provider sends for verified.",
    "TANDEM_SAML_ONLY": "1 takes the password away from who signs on with the provider.",
}
HAS_SAML = find_spec("onelogin") is not None
PERSISTENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"
ATTRIBUTES = {
    "uid": ["urn:oasis:names:tc:SAML:attribute:subject-id"],
    "email": [
        "urn:oid:0.9.2342.19200300.100.1.3",
        "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress",
        "mail",
        "email",
    ],
    "email_verified": ["http://schemas.auth0.com/email_verified", "email_verified"],
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
    vouches: ClassVar = False  # it says of each address whether it is verified
    door: ClassVar = "openid_connect_login"

    @property
    def key(self) -> str:
        return key_of(self.url)

    @property
    def told_of(self) -> str:
        """The address that the provider must know: where it sends people back to."""
        return f"/app/sign-in/with/{self.key}/back/"

    def as_providers(self) -> dict[str, Any]:
        """The same in allauth's words."""
        app = {
            "provider_id": self.key,
            "name": self.name,
            "client_id": self.client,
            "secret": self.secret,
            "settings": {"server_url": self.url, "oauth_pkce_enabled": True},
        }
        return {"openid_connect": {"APPS": [app]}}


@dataclass(frozen=True, slots=True)
class SamlProvider:
    """The same, where the provider speaks SAML."""

    entity: str
    sign_on_at: str
    certificate: str
    name: str
    only: bool = False
    vouches: bool = False
    door: ClassVar = "saml_login"

    @property
    def key(self) -> str:
        return key_of(self.entity)

    @property
    def told_of(self) -> str:
        """The address that the provider must know: our own metadata, that names the others."""
        return f"/app/sign-in/saml/{self.key}/metadata/"

    def as_providers(self) -> dict[str, Any]:
        """In allauth's words: assertions are signed, and only answers to our questions count."""
        app = {
            "provider_id": self.key,
            "name": self.name,
            "client_id": self.key,
            "settings": {
                "idp": {
                    "entity_id": self.entity,
                    "sso_url": self.sign_on_at,
                    "x509cert": self.certificate,
                },
                "attribute_mapping": ATTRIBUTES,
                "advanced": {
                    "strict": True,
                    "want_assertion_signed": True,
                    "reject_idp_initiated_sso": True,
                    "reject_deprecated_algorithm": True,
                    "name_id_format": PERSISTENT,
                    "allow_single_label_domains": True,  # names inside a company's network
                },
            },
        }
        return {"saml": {"APPS": [app]}}


def read_metadata(file: Path) -> tuple[str, str, str]:
    """Entity, where to sign on, certificate. Raises OSError, ValueError for what is no metadata."""
    from onelogin.saml2.idp_metadata_parser import OneLogin_Saml2_IdPMetadataParser as Metadata

    found = Metadata.parse(file.read_text(encoding="utf-8")).get("idp", {})
    certificates = found.get("x509certMulti", {}).get("signing", [])
    certificate = found.get("x509cert") or next(iter(certificates), "")
    sign_on_at = found.get("singleSignOnService", {}).get("url", "")
    if not (found.get("entityId") and sign_on_at and certificate):
        raise ValueError("it names no provider with an address and a certificate")
    return found["entityId"], sign_on_at, certificate


def key_of(address: str) -> str:
    """In addresses and beside accounts: of another provider nobody is taken for the same."""
    parts = urlsplit(address)
    return slugify(f"{parts.netloc}{parts.path}".translate(str.maketrans("./:", "---")))


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


def lone(env: Mapping[str, str], settings: Mapping[str, str]) -> str:
    """The first of these settings that is set while the one all hang on is not."""
    return next((name for name in [*settings][1:] if env.get(name)), "")
