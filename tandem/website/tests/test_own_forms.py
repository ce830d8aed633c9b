"""Pages send no referrer, so browsers post their forms with "Origin: null". They still count."""

import pytest
from django.test import Client

from tandem.partnership.testing import Cast


def post(cast: Cast, *, token: bool, secure: bool = False, **headers: str) -> int:
    """Sign out by form, as a browser would; answers the status."""
    client = Client(enforce_csrf_checks=True)
    assert cast.kim.account is not None
    client.force_login(cast.kim.account)
    client.get("/app/me/", secure=secure)
    data = {"csrfmiddlewaretoken": client.cookies["tandem_csrf"].value} if token else {}
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.post("/app/sign-out/", data, headers=sent, secure=secure).status_code


@pytest.mark.parametrize("secure", [False, True])
def test_a_form_of_ours_is_taken(cast: Cast, secure: bool) -> None:
    assert post(cast, token=True, secure=secure, Origin="null", Sec_Fetch_Site="same-origin") == 302


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
def test_a_form_of_somebody_else_is_not(cast: Cast, site: str) -> None:
    assert post(cast, token=True, Origin="null", Sec_Fetch_Site=site) == 403


def test_without_its_token_no_form_is_taken(cast: Cast) -> None:
    assert post(cast, token=False, Origin="null", Sec_Fetch_Site="same-origin") == 403


def test_over_plain_http_a_browser_says_nothing_and_the_token_decides(cast: Cast) -> None:
    assert post(cast, token=True, Origin="null") == 302
    assert post(cast, token=False, Origin="null") == 403


def test_over_https_a_silent_browser_is_not_trusted(cast: Cast) -> None:
    assert post(cast, token=True, secure=True, Origin="null") == 403
