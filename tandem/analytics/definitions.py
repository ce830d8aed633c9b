"""What the numbers of an area's page stand on: each definition and method with its version.

A stored number is of one snapshot and of these versions. Where one of them rises, what was counted
before is of another definition, and is counted anew.
"""

from __future__ import annotations

from collections.abc import Mapping

from tandem.analytics import area, control, funnel, hotspot_areas
from tandem.analytics.measures.headcount import AVERAGE_HEADCOUNT
from tandem.analytics.measures.turnover import OWN_CHOICE_TURNOVER, TOTAL_TURNOVER

MEASURES = (AVERAGE_HEADCOUNT, TOTAL_TURNOVER, OWN_CHOICE_TURNOVER)


def of_area_pages() -> Mapping[str, int]:
    """By measure or method: its version, which rises when a number could come out otherwise."""
    measures = {each.key: each.version for each in MEASURES}
    methods = {
        "months and years of an area": area.VERSION,
        "change or noise": control.VERSION,
        "next to its siblings": funnel.VERSION,
        "hotspots": hotspot_areas.VERSION,
        "levels and managers": area.JOBS_VERSION,
    }
    return measures | methods
