"""What marks the folder of a snapshot, for whoever only looks for one: no table is loaded here."""

DESCRIPTION = "snapshot.json"
FORMAT = 3  # of the folder; 1 had no counts, 2 no jobs
