"""The parts of reading one everyday line; `tandem.rooms.today.quick_line` is their door.

`days` counts (no language), `day_words` knows how English names a day, `dates` decides which of
the days in a line is meant; `people` finds names (no language beyond titles); `words` and
`shapes` say how English asks and promises; `roles` applies them. Another language brings its own
`day_words`, `words` and `shapes`; the rest stays.
"""
