"""Settings of single sign-on: whole or not at all, and each wrong one names its cure."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from tandem.cli import doctor
from tandem.website.env import site
from tandem.website.identity import IdentityProvider, SamlProvider, is_safe

URL = "https://login.varnholm.example"


@pytest.fixture
def said(tmp_path: Path) -> dict[str, str]:
    secret = tmp_path / "oidc.secret"
    secret.write_text("quiet brown owl\nnot this\n", encoding="utf-8")
    secret.chmod(0o600)
    return {
        "TANDEM_OIDC_URL": f"{URL}/",
        "TANDEM_OIDC_CLIENT": "tandem",
        "TANDEM_OIDC_SECRET_FILE": str(secret),
    }


def test_without_an_address_there_is_no_provider() -> None:
    assert site({}).identity is None


def test_what_is_said_is_read(said: dict[str, str]) -> None:
    found = site(said | {"TANDEM_OIDC_NAME": "Varnholm sign-on", "TANDEM_OIDC_ONLY": "1"}).identity
    assert isinstance(found, IdentityProvider)
    assert (found.url, found.secret, found.name) == (URL, "quiet brown owl", "Varnholm sign-on")
    assert found.only
    [app] = found.as_providers()["openid_connect"]["APPS"]
    assert app["settings"]["oauth_pkce_enabled"]


@pytest.mark.parametrize(
    ("changed", "what"),
    [
        ({"TANDEM_OIDC_URL": ""}, "TANDEM_OIDC_URL is empty, and TANDEM_OIDC_CLIENT is set"),
        ({"TANDEM_OIDC_URL": "login.varnholm.example"}, "Write the provider's address"),
        ({"TANDEM_OIDC_URL": "http://login.varnholm.example"}, "Write the provider's address"),
        ({"TANDEM_OIDC_URL": f"{URL}?x=1"}, "Write the provider's address"),
        ({"TANDEM_OIDC_CLIENT": ""}, "Write the client id"),
        ({"TANDEM_OIDC_SECRET_FILE": ""}, "Name the file with the secret"),
        ({"TANDEM_OIDC_SECRET_FILE": "/nowhere/secret"}, "TANDEM_OIDC_SECRET_FILE cannot be read"),
        ({"TANDEM_OIDC_SECRET_FILE": "/dev/null"}, "TANDEM_OIDC_SECRET_FILE names an empty file"),
        ({"TANDEM_OIDC_ONLY": "yes"}, "TANDEM_OIDC_ONLY is 'yes'. Write 1 for yes"),
    ],
)
def test_a_wrong_one_names_its_cure(
    said: dict[str, str], changed: dict[str, str], what: str
) -> None:
    with pytest.raises(ImproperlyConfigured, match=what):
        site(said | changed)


METADATA = Path(__file__).parents[3] / "tests/providers/varnholm.xml"
SAML = {"TANDEM_SAML_METADATA_FILE": str(METADATA)}


def test_metadata_says_all_that_saml_needs() -> None:
    found = site(SAML | {"TANDEM_SAML_VOUCHES": "1"}).identity
    assert isinstance(found, SamlProvider)
    assert found.entity == "https://login.varnholm.example/saml"
    assert found.sign_on_at == "https://login.varnholm.example/saml/sign-on"
    assert found.name == "login.varnholm.example"
    assert found.certificate.startswith("MII")
    assert found.vouches
    [app] = found.as_providers()["saml"]["APPS"]
    said = app["settings"]["advanced"]
    assert said["want_assertion_signed"]
    assert said["reject_idp_initiated_sso"]
    told = list(doctor.sign_on(site(SAML | {"TANDEM_URL": "https://tandem.example.org"})))
    assert told[0].sentence.endswith("/app/sign-in/saml/login-varnholm-example-saml/metadata/")


def altered(tmp_path: Path, what: str, to: str) -> dict[str, str]:
    file = tmp_path / "metadata.xml"
    file.write_text(METADATA.read_text(encoding="utf-8").replace(what, to), encoding="utf-8")
    return {"TANDEM_SAML_METADATA_FILE": str(file)}


def test_metadata_that_will_not_do_is_said_so(tmp_path: Path) -> None:
    for what, to, said in (
        ("<", "", "cannot be read"),
        ("X509Certificate", "Nothing", "names no provider with an address and a certificate"),
        ('Location="https://', 'Location="http://', "People must sign on over https"),
    ):
        with pytest.raises(ImproperlyConfigured, match=said):
            site(altered(tmp_path, what, to))
    with pytest.raises(ImproperlyConfigured, match="cannot be read"):
        site({"TANDEM_SAML_METADATA_FILE": "/nowhere/metadata.xml"})
    with pytest.raises(ImproperlyConfigured, match="is empty, and TANDEM_SAML_ONLY is set"):
        site({"TANDEM_SAML_ONLY": "1"})


def test_there_is_one_provider_at_a_time(said: dict[str, str]) -> None:
    with pytest.raises(ImproperlyConfigured, match="Name one provider"):
        site(said | SAML)


def test_without_its_packages_the_cure_is_to_install_the_pins(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tandem.website.env.HAS_SAML", False)
    with pytest.raises(ImproperlyConfigured, match=r"Install requirements/saml\.lock"):
        site(SAML)


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://login.example.org/realms/x", True),
        ("http://127.0.0.1:9000", True),
        ("http://localhost", True),
        ("http://127.0.0.1.evil.example", False),
        ("ftp://127.0.0.1", False),
        ("https://", False),
    ],
)
def test_secrets_cross_no_network_in_the_clear(url: str, safe: bool) -> None:
    assert is_safe(url) is safe


def test_two_providers_have_two_keys(said: dict[str, str]) -> None:
    realms = ("a", "b", "a/b")
    found = {site(said | {"TANDEM_OIDC_URL": f"{URL}/{realm}"}).identity for realm in realms}
    assert len({each.key for each in found if each}) == 3


def test_the_doctor_says_where_people_are_sent_back_to(said: dict[str, str]) -> None:
    known = site(said | {"TANDEM_URL": "https://tandem.example.org"})
    [told] = [each.sentence for each in doctor.sign_on(known)]
    back = "https://tandem.example.org/app/sign-in/with/login-varnholm-example/back/"
    assert told.endswith(back)
    [missing] = [each.sentence for each in doctor.sign_on(site(said))]
    assert "TANDEM_URL is empty" in missing
    assert list(doctor.sign_on(site({}))) == []


def test_the_doctor_notes_who_could_read_the_secret(said: dict[str, str]) -> None:
    Path(said["TANDEM_OIDC_SECRET_FILE"]).chmod(0o644)
    [told, _] = [each.sentence for each in doctor.sign_on(site(said))]
    assert "can be read by others" in told
