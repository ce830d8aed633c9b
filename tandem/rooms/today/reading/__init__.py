"""The parts of reading one everyday line; `tandem.rooms.today.quick_line` is their door.

`english` and `german` hold tables of words and no step: how days are named and which of them is
meant, how names stand among words, how one asks and promises. The steps know no language:
`languages` says whose tables to take, `day_words` finds days, `counts` and `days` turn them into
dates, `dates` picks the promise's; `people` finds names, `roles` who does it for whom. A third
language is a third folder beside the two.
"""
