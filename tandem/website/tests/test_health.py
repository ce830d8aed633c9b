import pytest
from django.db import OperationalError, connection
from django.test import Client

import tandem


@pytest.mark.django_db
def test_a_healthy_server_says_so_with_its_version(client: Client) -> None:
    answer = client.get("/healthz")
    assert answer.json() == {"status": "ok", "version": tandem.__version__}
    assert "no-cache" in answer.headers["Cache-Control"]
    assert not answer.cookies


@pytest.mark.django_db
def test_without_its_database_it_says_unavailable(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object, **__: object) -> None:
        raise OperationalError("no such host")

    monkeypatch.setattr(connection, "cursor", gone)
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["status"] == "unavailable"
    assert "no such host" not in answer.text  # the inside of the house stays inside
