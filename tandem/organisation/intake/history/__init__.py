"""Job histories: files with one row per job. A history is the whole of each person it names."""
