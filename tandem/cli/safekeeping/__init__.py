"""Backups: one file that holds the database and what the home cannot make again.

`packing` is the file, `manifest` what it says of itself, `tables` which rows are in it and how they
are written down, `reading` and `filling` the two databases, `files` the home's folders; `making`
and `putting_back` are the two commands.
"""
