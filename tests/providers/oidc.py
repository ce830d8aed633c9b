"""Driving npm's oidc-provider: started on loopback, and signed on at as a person would."""

from __future__ import annotations

import json
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import requests

ROOT = Path(__file__).parents[2]
CLIENT, SECRET = "tandem", "an invented secret of thirty-two signs"
MISSING = "oidc-provider is missing: run tools/assets.py --tests"


def is_there() -> bool:
    return bool(node()) and (ROOT / "node_modules/oidc-provider").is_dir()


def node() -> str | None:
    """The machine's own, or the one that came with the tests."""
    return shutil.which("node")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(port: int, back: str, people: Mapping[str, Mapping[str, Any]]) -> Iterator[None]:
    """The provider, sending people back to this address alone."""
    script = Path(__file__).with_suffix(".mjs")
    process = subprocess.Popen(
        [str(node()), str(script), str(port), back, json.dumps(people)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    try:
        assert process.stdout.readline().strip() == "ready", "the provider did not start"
        yield
    finally:
        process.terminate()
        process.wait(10)
        process.stdout.close()


@dataclass
class Browser:
    """At the provider's pages: it types who it is, says yes, and is sent back."""

    who: str

    def sign_on(self, address: str) -> str:
        """From our link, through the provider's form, to the address back with its code."""
        session = requests.Session()
        answer = session.get(address, timeout=10)
        for _ in range(4):
            form = re.search(r'action="([^"]+)"', answer.text)
            prompt = re.search(r'name="prompt" value="(\w+)"', answer.text)
            assert form, answer.text[:500]
            assert prompt, answer.text[:500]
            typed = {"prompt": prompt[1], "login": self.who, "password": "any"}
            answer = session.post(
                urljoin(answer.url, form[1]), data=typed, timeout=10, allow_redirects=False
            )
            while answer.is_redirect:
                goal = urljoin(answer.url, answer.headers["Location"])
                if not goal.startswith(address[: address.index("/auth")]):
                    return goal
                answer = session.get(goal, timeout=10, allow_redirects=False)
        raise AssertionError("the provider never sent anybody back")
