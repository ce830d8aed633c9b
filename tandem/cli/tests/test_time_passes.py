"""Each timer of the promise protocol, carried out by the real worker process.

Two workers find them all at once: what is due today, and beside each what is due a working day
later. They take each step once. The days are counted back from the real today, because no worker
takes another clock.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass

import pytest

from tandem.cli.tests.homes import TANDEM, Home
from tandem.cli.tests.past_promises import WAITED_FOR, Told

pytestmark = pytest.mark.slow

ALL_STEPS = sum(map(len, WAITED_FOR.values()))
PAST = [sys.executable, "-m", "tandem.cli.tests.past_promises"]


@dataclass(frozen=True)
class Passed:
    """What stood there before the worker came, and afterwards."""

    before: dict[str, Told]
    after: dict[str, Told]


@pytest.fixture(scope="module")
def passed(ready_home: Home, tmp_path_factory: pytest.TempPathFactory) -> Passed:
    home = Home(tmp_path_factory.mktemp("past") / "home")
    shutil.copytree(ready_home.path, home.path)
    before = told_by(home, "begin")
    at_work = [subprocess.Popen([*TANDEM, "worker"], env=home.environment()) for _ in range(2)]
    try:
        for _ in range(120):
            after = told_by(home, "tell")
            if sum(len(one["by_system"]) for one in after.values()) >= ALL_STEPS:
                break
            time.sleep(0.2)
        else:
            raise AssertionError(after)
    finally:
        for worker in at_work:
            worker.terminate()
        for worker in at_work:
            worker.wait(30)
    return Passed(before, told_by(home, "tell"))


def told_by(home: Home, word: str) -> dict[str, Told]:
    done = subprocess.run(
        [*PAST, word], env=home.environment(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, Told] = json.loads(done.stdout)
    return told


@pytest.mark.parametrize(
    ("promise", "to", "act"),
    [
        ("a request", "lapsed", "lapse"),
        ("a yes-if", "lapsed", "lapse"),
        ("a yes-if answered back", "lapsed", "lapse"),
        ("an offer", "promised", "take_as_promised"),
        ("an offer for tomorrow", "lapsed", "lapse"),
        ("a report", "satisfied", "take_as_done"),
    ],
)
def test_silence_ends_it_on_its_day_by_the_system(
    promise: str, to: str, act: str, passed: Passed
) -> None:
    after = passed.after[promise]
    assert (after["state"], after["by_system"]) == (to, [act])
    assert after["events"] == [f"commitment.{act} by system"]
    assert after["taken_on"] == after["holds_from"]


@pytest.mark.parametrize(
    "promise", ["a request", "a yes-if", "a yes-if answered back", "an offer", "a report"]
)
def test_a_working_day_earlier_it_does_nothing(promise: str, passed: Passed) -> None:
    later = f"{promise}, due a working day later"
    assert passed.before[later] == passed.after[later]
    assert passed.after[later]["by_system"] == []


def test_who_is_asked_to_take_a_promise_over_has_three_working_days_and_the_old_one_goes_on(
    passed: Passed,
) -> None:
    silent = passed.after["a hand-over, asked of a third"]
    assert (silent["state"], silent["by_system"]) == ("lapsed", ["ask_instead", "lapse"])
    assert passed.before["a hand-over"] == passed.after["a hand-over"]
    assert passed.after["a hand-over"]["state"] == "promised"
    later = "a hand-over, due a working day later, asked of a third"
    assert passed.before[later] == passed.after[later]
    assert passed.after[later]["state"] == "requested"


def test_between_two_who_have_left_the_worker_lets_go(passed: Passed) -> None:
    ended = passed.after["between two who have left"]
    assert (ended["state"], ended["by_system"]) == ("superseded", ["let_go"])
    assert ended["events"] == ["commitment.let_go by system"]


def test_nothing_else_is_taken_and_nothing_twice(passed: Passed) -> None:
    by_system = {name: one["by_system"] for name, one in passed.after.items()}
    assert {name: acts for name, acts in by_system.items() if acts} == WAITED_FOR


def test_a_holiday_where_the_performer_works_gives_the_request_its_day(passed: Passed) -> None:
    assert passed.after["a request at a site with a holiday"]["state"] == "requested"


def test_an_open_question_stops_the_clock_of_a_request(passed: Passed) -> None:
    assert passed.after["a question"]["state"] == "requested"


def test_a_new_day_unanswered_for_two_working_days_stops_the_clock_and_is_no_step(
    passed: Passed,
) -> None:
    raised = passed.after["a new day, unanswered for two days"]
    assert (raised["state"], raised["paused"], raised["asked"]) == (
        "renegotiating", True, ["customer"],
    )  # fmt: skip
    day_before = passed.after["a new day, unanswered for one day"]
    assert (day_before["paused"], day_before["asked"]) == (False, ["customer"])


def test_a_new_day_unanswered_for_five_working_days_is_asked_of_both(passed: Passed) -> None:
    raised = passed.after["a new day, unanswered for five days"]
    assert (raised["state"], raised["paused"]) == ("renegotiating", True)
    assert raised["asked"] == ["customer", "performer"]
