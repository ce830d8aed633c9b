"""Promises of last year between Sam and Mira, for tests that delete their words."""

from __future__ import annotations

from datetime import date, timedelta

from tandem.partnership.commitments.actions import Said
from tandem.partnership.commitments.models import Commitment
from tandem.partnership.commitments.rules import Act
from tandem.partnership.commitments.tests.quarters import promised
from tandem.partnership.deleting import actions
from tandem.partnership.deleting.models import Deletion
from tandem.partnership.testing import TUESDAY, Cast

A_YEAR_AGO = date(2025, 11, 24)
JUNE = date(2025, 6, 2)
REPORTED = (Act.REPORT_DONE, 8, Said(words="It lies in the folder.", evidence="https://a.example"))
THANKED = (Act.THANK, 9, Said(words="That helped."))


def sams(cast: Cast, asked_on: date = JUNE) -> Commitment:
    """Kept, thanked for on the ninth day."""
    made = promised(
        cast.sam, cast.mira, REPORTED, THANKED, asked_on=asked_on, done_means="One page"
    )
    return Commitment.objects.get(pk=made.pk)


def that_ended(cast: Cast, ended_on: date) -> Commitment:
    return sams(cast, ended_on - timedelta(days=9))


def proposed(cast: Cast) -> Deletion:
    """By Sam, who leads."""
    return actions.propose(pair=cast.pair, by=cast.sam, at=TUESDAY)


def deleted(cast: Cast) -> Deletion:
    proposal = proposed(cast).pk
    return actions.agree(pair=cast.pair, proposal=proposal, by=cast.mira, at=TUESDAY)
