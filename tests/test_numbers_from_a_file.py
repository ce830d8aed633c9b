"""The page on files tells the columns and the object that the code has."""

import re
from pathlib import Path

from tandem.analytics.taking import COLUMNS
from tandem.cli.numbers.measures import AnswerJson, IntervalJson, ResultJson

PAGE = (Path(__file__).parent.parent / "docs/methods/numbers_from_a_file.md").read_text("utf-8")
OPTIONS = {"--answers": "survey_cells", "--leavers": "leaver_counts"}


def test_every_column_of_every_file_is_told() -> None:
    rows = re.findall(r"^\| `(--\w+)` \| (.*) \|$", PAGE, re.MULTILINE)
    told = {
        OPTIONS.get(option, option[2:]): re.findall(r"`(\w+)`", cells) for option, cells in rows
    }
    assert told.keys() == COLUMNS.keys()
    for name, columns in COLUMNS.items():
        assert set(told[name]) == {each.name for each in columns}


def test_the_object_for_programs_is_told_key_by_key_and_is_one() -> None:
    [example] = re.findall(r"^```json\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    AnswerJson.model_validate_json(example)
    keys = {*AnswerJson.model_fields, *ResultJson.model_fields, *IntervalJson.model_fields}
    assert set(re.findall(r'"(\w+)":', example)) == keys
