"""The partnership map as a page to hang up: a tagged PDF, and the same as a picture.

Only what holds is on it, which everybody can read; nothing of what the two are still agreeing on.
Setting a page takes a quarter of a second and a hundred megabytes, so the worker does it. A file is
named by what it says: one that says something else is another file, and the earlier ones go.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.utils.dateformat import format as formatted
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django_tasks import task

from tandem.bridge.pictures import is_to_ask
from tandem.partnership.models import Pair
from tandem.rooms.ownership import words
from tandem.rooms.ownership.maps import InForce, in_force
from tandem.rooms.ownership.starting_point import Right

TEMPLATE = Path(__file__).with_name("map.typ")
FOLDER = "maps"  # beside the charts, and like them drawn again after an import or a restore


class Kind(StrEnum):
    PDF = "pdf"
    PNG = "png"

    @property
    def media_type(self) -> str:
        return {"pdf": "application/pdf", "png": "image/png"}[self.value]


DOTS_PER_INCH = 144


@dataclass(frozen=True, slots=True)
class SheetRow:
    name: str
    stands: str
    leader: str
    hr: str
    outcome: str
    looked: str
    decides: tuple[str, ...]

    @classmethod
    def of(cls, holds: InForce) -> SheetRow:
        domain, text = holds.domain, holds.text
        return cls(
            name=domain.name, stands=stands_words(holds), leader=text.leader, hr=text.hr,
            outcome=text.outcome, looked=_("Looked at: %(when)s") % {"when": domain.reviewed},
            decides=tuple(right_words(each) for each in domain.rights),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything the page says; what is drawn is drawn from this alone."""

    title: str
    lede: str
    names: tuple[str, str]
    heads: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    foot: str
    lang: str

    @property
    def said(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)


def sheet_of(pair: Pair, today: date) -> Sheet:
    area = pair.area
    held = in_force(area)
    latest = max((each.signed.start_on for each in held.values() if each.signed), default=None)
    foot = _("A common starting point, nothing signed yet")
    if latest is not None:
        foot = _("Last signed on %(day)s") % {"day": formatted(latest, "j M Y")}
    return Sheet(
        title=_("Who owns what in %(area)s") % {"area": area.name},
        lede=_(
            "Leaders own how work is lived. HR owns the systems behind it. "
            "Both answer for the outcome."
        ),
        names=(pair.leader.name, pair.hr_partner.name),
        heads=(
            _("Area of work"), _("Leader’s expertise"), _("HR’s expertise"),
            _("How we work on it"), _("Shared outcome"),
        ),
        rows=tuple(SheetRow.of(each) for each in held.values()),
        foot=foot,
        lang=(get_language() or "en").partition("-")[0],
    )  # fmt: skip


def stands_words(holds: InForce) -> str:
    if holds.signed is None:
        return _("A common starting point")
    return _("Signed, %(version)s") % {"version": words.version_words(holds)}


def right_words(right: Right) -> str:
    """ "Hire: leader decides, 3 working days after the last interview"."""
    said = {"what": right.name, "who": right.approver, "clock": words.clock_words(right)}
    return _("%(what)s: %(who)s decides, %(clock)s") % said


def file_of(pair: Pair, sheet: Sheet, kind: Kind) -> Path:
    mark = sha256(sheet.said.encode()).hexdigest()[:16]
    return Path(settings.SITE.home) / "charts" / FOLDER / f"{pair.pk.hex}-{mark}.{kind}"


def drawn(pair: Pair, today: date, kind: Kind) -> Path | None:
    """The file, or None while the worker has yet to make it; then it is asked, once a minute."""
    sheet = sheet_of(pair, today)
    file = file_of(pair, sheet, kind)
    if not file.exists() and is_to_ask(file.with_suffix(".asked")):
        draw.enqueue(str(pair.pk))
    return file if file.exists() else None


@task()
def draw(pair_id: str) -> int:
    """Both files of a pair's map as it holds. Returns how many were made."""
    pair = Pair.objects.select_related("area", "leader", "hr_partner").filter(pk=pair_id).first()
    if pair is None:
        return 0
    sheet = sheet_of(pair, localdate())
    files = {kind: file_of(pair, sheet, kind) for kind in Kind}
    for kind, file in files.items():
        keep(file, drawing(sheet, kind))
    forget_earlier(pair.pk, but=files[Kind.PDF].stem)
    return len(files)


def drawing(sheet: Sheet, kind: Kind) -> bytes:
    import font_source_sans_pro
    import font_source_serif_pro
    import typst  # a hundred megabytes: only where a page is set

    said = {"said": sheet.said}
    fonts = [font_source_sans_pro.font_directory, font_source_serif_pro.font_directory]
    # No fonts of the system: the same page on every machine.
    if kind is Kind.PNG:
        return typst.compile(
            TEMPLATE, font_paths=fonts, ignore_system_fonts=True, sys_inputs=said,
            format="png", ppi=DOTS_PER_INCH,
        )  # fmt: skip
    # Tagged, by the rules for those who listen to it.
    return typst.compile(
        TEMPLATE, font_paths=fonts, ignore_system_fonts=True, sys_inputs=said,
        format="pdf", pdf_standards="ua-1",
    )  # fmt: skip


def keep(file: Path, made: bytes) -> None:
    """Whole or not at all: a page may read it meanwhile."""
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_suffix(".new")
    beside.write_bytes(made)
    beside.replace(file)


def forget_earlier(pair: UUID, *, but: str) -> None:
    """What the map said before, with whose names, is not kept."""
    for file in (Path(settings.SITE.home) / "charts" / FOLDER).glob(f"{pair.hex}-*"):
        if file.stem != but:
            file.unlink(missing_ok=True)
