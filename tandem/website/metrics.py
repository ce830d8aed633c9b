"""What web processes count for whoever runs them: how many requests, how long, how many at once.

By the few groups below, never by address or room: in a small company a counter of the page of a
pair, or of opened concerns, would tell who does what. All that people do with each other is in one
group with Today, which everybody opens, and so is every room that is not named here
(docs/decisions/49). Without `tandem serve --metrics-port` nothing is counted.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

FOLDER = "PROMETHEUS_MULTIPROC_DIR"  # what the library calls it; each process has its files there
BUCKETS = (0.1, 0.3, 1, 3, 10)
READ, WRITE = "read", "write"
METHODS = {"GET": READ, "HEAD": READ, "OPTIONS": READ}

STATIC, HEALTH, UPLOADS, AREAS, NOWHERE, PAGES = (
    "static", "health", "uploads", "areas", "nowhere", "pages",
)  # fmt: skip
GROUPS = (STATIC, HEALTH, UPLOADS, AREAS, NOWHERE, PAGES)
NAMED = {"health": HEALTH, "company:new_import": UPLOADS, "company:duties_file": UPLOADS}

REGISTRY = CollectorRegistry()  # apart from the library's own, which tells of the machine
requests = Counter(
    "tandem_requests", "Requests answered.", ("group", "method", "status"), registry=REGISTRY
)
seconds = Histogram(
    "tandem_request_seconds", "How long they took.", ("group",), buckets=BUCKETS, registry=REGISTRY
)
under_way = Gauge(
    "tandem_requests_under_way", "Requests being answered.",
    registry=REGISTRY, multiprocess_mode="livesum",
)  # fmt: skip


def counted(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    if FOLDER not in os.environ:
        raise MiddlewareNotUsed
    for group in GROUPS:  # a counter that begins at one has not risen, for who watches
        seconds.labels(group)
        for method in (READ, WRITE):
            requests.labels(group, method, "5xx")

    def counting(request: HttpRequest) -> HttpResponse:
        began = time.monotonic()
        with under_way.track_inprogress():
            response = answer(request)
        count(request, response.status_code, time.monotonic() - began)
        return response

    return counting


def count(request: HttpRequest, status: int, took: float) -> None:
    group = group_of(request)
    method = METHODS.get(request.method or "", WRITE)
    requests.labels(group, method, f"{status // 100}xx").inc()
    seconds.labels(group).observe(took)


def group_of(request: HttpRequest) -> str:
    found = request.resolver_match
    if found is None:
        return STATIC if request.path.startswith(settings.STATIC_URL) else NOWHERE
    if found.app_name == AREAS:
        return AREAS
    return NAMED.get(found.view_name, PAGES)
