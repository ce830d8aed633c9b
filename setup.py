"""The version is read from the changelog; everything else stands in pyproject.toml."""

import re
from pathlib import Path

from setuptools import setup

CHANGELOG = Path(__file__).parent.joinpath("CHANGELOG.md").read_text(encoding="utf-8")
RELEASES = re.findall(r"^## (\d+\.\d+\.\d+)$", CHANGELOG, re.MULTILINE)

setup(version=RELEASES[0])
