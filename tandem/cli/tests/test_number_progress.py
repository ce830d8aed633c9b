"""What takes its time is said on standard error, to whoever looks on, and to nobody else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from tandem.cli import main

TABLES = {
    "counts": ["area,leavers,headcount", *(f"n{n},3,30" for n in range(4))],
    "stays": ["start,end", "2024-01-01,2024-06-30", "2024-02-01,"],
    "panel": ["shop,quarter,trust,sales", *(f"a,2024-{n:02},{n},{n % 5}" for n in range(1, 13))],
    "people": ["person,area,start_on,end_on", *(f"p{n},Bakery,2020-01-01," for n in range(20))],
}
COMMANDS = [
    (("hotspots", "--counts", "counts"), ["Looking at 4 areas"]),
    (("survive", "--people", "stays"), ["Following 2 employments"]),
    (
        ("link", "--panel", "panel", "--unit", "shop", "--period", "quarter", "--driver", "trust",
         "--outcome", "sales"),
        ["Looking at 12 rows"],
    ),
    (("measure", "K02", "--people", "people"), ["Reading the files", "Computing Total turnover"]),
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(("words", "said"), COMMANDS, ids=[words[0] for words, _ in COMMANDS])
def test_it_is_said_on_a_terminal_and_the_answer_stands_alone(
    words: tuple[str, ...], said: list[str], tmp_path: Path
) -> None:
    for name, lines in TABLES.items():
        (tmp_path / f"{name}.csv").write_text("\n".join(lines), encoding="utf-8")
    typed = [str(tmp_path / f"{word}.csv") if word in TABLES else word for word in words]
    quiet, looked_on = (
        CliRunner().invoke(main, [*typed, "--json"], env={"FORCE_COLOR": forced})
        for forced in (None, "1")
    )
    assert quiet.exit_code == looked_on.exit_code == 0
    assert json.loads(looked_on.stdout) == json.loads(quiet.stdout)
    assert all(words in looked_on.stderr for words in said)
    assert not any(words in quiet.stderr for words in said)
