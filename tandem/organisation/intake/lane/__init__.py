"""The fast lane: rows in which nothing is the matter, taken by the column and never one by one.

A first load of millions of rows is nearly all plain: one row per line, known dates, no surprise.
What is plain is decided by the same functions that read single rows, called once for each different
value of a column. Whoever is plain, unknown so far and not mixed up with anybody else is set aside
here; every other row, and with it every word about a problem, goes the usual way.

Its modules are imported where rows are taken and written: they are large, and no page needs them.
"""

FILE_NAME = "plain.duckdb"
