"""Once a day what nobody settled is cleared away, also where nobody sends anything any more."""

from __future__ import annotations

import os
import uuid
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tandem.partnership.testing import TUESDAY
from tandem.rooms.company import uploads
from tandem.rooms.company.clearing import clear_uploads

pytestmark = pytest.mark.django_db


def lying(name: str, *, since: datetime) -> Path:
    """A folder of the uploads that nothing was written to since."""
    folder = uploads.uploads() / name
    folder.mkdir(parents=True)
    os.utime(folder, (since.timestamp(), since.timestamp()))
    return folder


@pytest.mark.parametrize(
    ("ending", "days"), [(".incoming", 14), (".duties", 7), ("", 1)], ids=["sent", "duties", "cut"]
)
def test_what_nobody_settled_goes_after_its_days(ending: str, days: int) -> None:
    after = TUESDAY - timedelta(days=days)
    old = lying(f"{uuid.uuid4()}{ending}", since=after - timedelta(minutes=1))
    young = lying(f"{uuid.uuid4()}{ending}", since=after + timedelta(minutes=1))
    clear_uploads(at=TUESDAY)
    assert not old.exists()
    assert young.exists()


def test_doing_it_twice_does_no_harm() -> None:
    old = lying(f"{uuid.uuid4()}.incoming", since=TUESDAY - timedelta(days=15))
    clear_uploads(at=TUESDAY)
    clear_uploads(at=TUESDAY)
    assert not old.exists()


def test_what_was_told_of_a_file_goes_with_it() -> None:
    upload_id = uuid.uuid4()
    uploads.uploads().mkdir(parents=True, exist_ok=True)
    uploads.tell(upload_id, uploads.Status("unusable", "staff.csv"))
    told = uploads.uploads() / f"{upload_id}.status"
    long_ago = (TUESDAY - timedelta(days=15)).timestamp()
    os.utime(told, (long_ago, long_ago))
    clear_uploads(at=TUESDAY)
    assert not told.exists()
