"""Signed out meanwhile: what was typed is shown again, and kept nowhere."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

P = ParamSpec("P")
View = Callable[[HttpRequest], HttpResponseBase]


def keeps_the_line(view: View) -> View:
    """Instead of leading to the sign-in, which would drop the line, a page shows it and the way."""

    @wraps(view)
    def door(request: HttpRequest) -> HttpResponseBase:
        typed = request.POST.get("line", "")
        if request.user.is_authenticated or not typed:
            return view(request)
        if getattr(request, "htmx", False):
            return render(request, "today/_signed_out.html")
        return render(request, "today/signed_out.html", {"line": typed}, status=401)

    return door
