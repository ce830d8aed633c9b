"""What every request carries: the moment it came."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from tandem.website.clock import now

Answer = Callable[[HttpRequest], HttpResponse]


def clock(answer: Answer) -> Answer:
    def with_moment(request: HttpRequest) -> HttpResponse:
        request.at = now()  # type: ignore[attr-defined]  # SignedInRequest names it
        request.today = timezone.localdate(request.at)  # type: ignore[attr-defined]
        return answer(request)

    return with_moment


def signed_in_pages_stay_private(answer: Answer) -> Answer:
    """No shared cache and no history keeps a page that carries somebody's words."""

    def private(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        if request.path.startswith("/app/"):
            response.headers.setdefault("Cache-Control", "no-store, private")
        return response

    return private
