"""Counts without persons: a list of leavers, and headcounts by area and month."""
