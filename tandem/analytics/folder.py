"""What marks the folder of a snapshot, for whoever only looks for one: no table is loaded here."""

DESCRIPTION = "snapshot.json"
FORMAT = 2  # of the folder; 1 had no counts
