"""Tandem: where a business leader and an HR partner run their partnership."""

from importlib.metadata import version

__version__ = version("tandem")
