"""Prose is held to the code: what is there is written down, and what is written down is there."""

from __future__ import annotations

import ast
import re
import shlex
import subprocess
import tomllib
from collections.abc import Callable, Iterator
from datetime import date
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import click
import pytest
from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

import tandem
from tandem import cli
from tandem.access.roles import EVERY_ROLE, Permission
from tandem.access.tiers import Moving, Privacy, Tier, moving
from tandem.analytics import control, measures
from tandem.analytics.control import Verdict, judge
from tandem.analytics.facts import SPELLS
from tandem.analytics.measures.card import Card
from tandem.analytics.measures.movements import movements
from tandem.analytics.measures.turnover import OWN_CHOICE_TURNOVER, TOTAL_TURNOVER
from tandem.analytics.months import Months
from tandem.analytics.tests.tables import closure, rows, table
from tandem.analytics.tests.test_control import months
from tandem.analytics.tests.test_turnover import FIRST_QUARTER
from tandem.organisation.intake import Kind, read_mapping
from tandem.organisation.intake.dates import Order, Unsettled, read_date
from tandem.organisation.intake.fields import RANKED, REQUIRED, Field
from tandem.organisation.intake.findings import NOTED, Place
from tandem.organisation.intake.report import Report
from tandem.organisation.intake.spelling import squeezed
from tandem.organisation.models.reasons import Meaning
from tandem.partnership import testing
from tandem.partnership.commitments.rules import ENDS, TABLE, Act, State
from tandem.partnership.commitments.tests.test_rules import DECIDED, DOMAIN
from tandem.website.env import MAIL_SETTINGS, PASSWORD_FILE, SETTINGS, Site, site
from tandem.website.identity import IDENTITY_SETTINGS, SAML_SETTINGS, IdentityProvider

ROOT = Path(__file__).parent.parent
TRACKED = [
    ROOT / name
    for name in subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.splitlines()
    if (ROOT / name).is_file()
]  # fmt: skip
PAGES = [path for path in TRACKED if path.suffix == ".md"]
each_page = pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def plain(name: str) -> str:
    """In one line, so that a sentence may be wrapped anywhere."""
    return " ".join(text(name).split())


def section(name: str, heading: str) -> str:
    """What stands under a heading, up to the next one of its level or above."""
    level = heading.split(" ")[0]
    _, _, after = text(name).partition(f"\n{heading}\n")
    assert after, f"{name} has no heading “{heading}”"
    return re.split(rf"^#{{1,{len(level)}}} ", after, flags=re.MULTILINE)[0]


def cells(words: str) -> list[list[str]]:
    """The rows of all tables in it, without their headings."""
    found = []
    for line in words.splitlines():
        if line.startswith("|"):
            row = [cell.strip() for cell in line.strip().strip("|").split(" | ")]
            found.append([cell.strip("|").strip() for cell in row])
    lines = [set("".join(row)) <= {"-", "|", ":"} for row in found]
    return [
        row
        for row, is_line, next_is in zip(found, lines, [*lines, False][1:], strict=True)
        if not (is_line or next_is)
    ]


def code(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def blocks(name: str | Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text(str(name)), re.MULTILINE | re.DOTALL)


# ---- settings and commands

OPERATORS = "docs/for_operators"


def test_every_setting_is_explained_with_default_and_example() -> None:
    explained = {code(row[0])[0]: row[1:] for row in cells(text(f"{OPERATORS}/settings.md"))}
    assert {name: row[0] for name, row in explained.items()} == SETTINGS
    assert all(default and example for _, default, example in explained.values())


def test_every_example_of_a_setting_is_accepted() -> None:
    for name, value in examples().items():
        if name not in {PASSWORD_FILE, *MAIL_SETTINGS, *IDENTITY_SETTINGS, *SAML_SETTINGS}:
            assert isinstance(site({name: value}), Site)


def test_the_examples_for_postgresql_are_accepted_together(tmp_path: Path) -> None:
    password = tmp_path / "database.password"
    password.write_text("quiet brown owl\n", encoding="utf-8")
    url = examples()["DATABASE_URL"].replace(":secret@", "@")
    found = site({"DATABASE_URL": url, PASSWORD_FILE: str(password)}).database
    assert (found["USER"], found["PASSWORD"]) == ("tandem", "quiet brown owl")


def test_the_examples_for_mail_are_accepted_together(tmp_path: Path) -> None:
    password = tmp_path / "mail.password"
    password.write_text("quiet brown owl\n", encoding="utf-8")
    mail = {name: value for name, value in examples().items() if name in MAIL_SETTINGS}
    found = site(mail | {"TANDEM_MAIL_PASSWORD_FILE": str(password)}).mail
    assert found is not None
    assert (found.host, str(found.port)) == (mail["TANDEM_MAIL_HOST"], mail["TANDEM_MAIL_PORT"])


def test_the_examples_for_single_sign_on_are_accepted_together(tmp_path: Path) -> None:
    secret = tmp_path / "oidc.secret"
    secret.write_text("quiet brown owl\n", encoding="utf-8")
    said = {name: value for name, value in examples().items() if name in IDENTITY_SETTINGS}
    found = site(said | {"TANDEM_OIDC_SECRET_FILE": str(secret)}).identity
    assert isinstance(found, IdentityProvider)
    assert (found.url, found.name) == (said["TANDEM_OIDC_URL"], said["TANDEM_OIDC_NAME"])
    assert found.only


def test_the_examples_for_saml_are_accepted_together() -> None:
    said = {name: value for name, value in examples().items() if name in SAML_SETTINGS}
    metadata = ROOT / "tests/providers/varnholm.xml"
    found = site(said | {"TANDEM_SAML_METADATA_FILE": str(metadata)}).identity
    assert found is not None
    assert found.name == said["TANDEM_SAML_NAME"]
    assert found.only
    assert found.vouches


def examples() -> dict[str, str]:
    rows = cells(text(f"{OPERATORS}/settings.md"))
    return {code(name)[0]: code(example)[0] for name, _, _, example in rows}


@each_page
def test_no_page_names_a_setting_that_is_none(page: Path) -> None:
    named = set(re.findall(r"\b(TANDEM_[A-Z_]+|DATABASE_URL)\b", page.read_text(encoding="utf-8")))
    assert named <= set(SETTINGS)


def commands(
    group: click.Command = cli.main, path: str = "tandem"
) -> Iterator[tuple[str, click.Command]]:
    """Every command one can type, by the words one types."""
    if not isinstance(group, click.Group):
        yield path, group
        return
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield from commands(command, f"{path} {name}")


COMMANDS = dict(commands())
each_command = pytest.mark.parametrize("path", COMMANDS)


@each_command
def test_every_command_is_explained_with_its_options_and_exit_codes(path: str) -> None:
    said = section(f"{OPERATORS}/commands.md", f"## {path}")
    listed = {name for row in cells(said) for name in code(row[0])}
    assert listed == {name for param in COMMANDS[path].params for name in names(param)}
    assert "Exit: 0" in said or "| Exit code |" in said
    assert listed or "No options." in " ".join(said.split())


def names(param: click.Parameter) -> list[str]:
    if isinstance(param, click.Option):
        return [name for name in param.opts if name.startswith("--")]
    return [param.metavar or str(param.name).upper()]


@each_command
def test_every_default_of_an_option_is_told(path: str) -> None:
    said = {
        code(row[0])[0]: row[1]
        for row in cells(section(f"{OPERATORS}/commands.md", f"## {path}"))
        if code(row[0])
    }
    for param in COMMANDS[path].params:
        if isinstance(param, click.Option) and param.show_default:
            assert str(param.default) in code(said[names(param)[0]])


def test_no_command_is_explained_that_is_none() -> None:
    headings = re.findall(r"^## (tandem .*)$", text(f"{OPERATORS}/commands.md"), re.MULTILINE)
    assert headings
    assert set(headings) == set(COMMANDS)


def test_the_report_for_programs_is_told_key_by_key() -> None:
    [example] = blocks(f"{OPERATORS}/commands.md", "json")
    counts = Report(full_roster=False, digest="").counts()
    keys = {
        *counts,
        *counts["people"],
        *counts["areas"],
        *Place("people.csv").found(Kind.MISSING_ID).as_json(),
    }
    assert set(re.findall(r'"(\w+)":', example)) == keys | {"problems", "import_id"}


def test_the_exit_codes_of_an_import_are_those_of_the_code() -> None:
    from tandem.cli import people

    said = section(f"{OPERATORS}/commands.md", "## tandem import people")
    told = {row[0] for row in cells(said) if row[0].isdigit()}
    assert told == {str(each) for each in (people.ALL_TAKEN, people.SOME_REJECTED, people.UNUSABLE)}


TARGETS = set(re.findall(r"^([\w./-]+):(?!=)", text("Makefile"), re.MULTILINE)) | {
    ".venv/.installed"
}
OURS = set(text("Makefile").partition(".PHONY:")[2].splitlines()[0].split())
ELSEWHERE = {
    "cat", "cd", "cp", "export", "install", "ln", "pip", "python3", "rm", "set", "systemctl",
    "unset", "useradd",
}  # fmt: skip


def test_every_make_target_is_explained() -> None:
    told = text("README.md") + text("CONTRIBUTING.md")
    assert [name for name in sorted(OURS) if f"make {name}" not in told] == []


@each_page
def test_every_command_of_a_page_can_be_typed(page: Path) -> None:
    for line in lines_of(page):
        program, *words = shlex.split(line, comments=True)
        if program == "make":
            assert {word for word in words if "=" not in word} <= TARGETS, line
        elif Path(program).name == "tandem":
            assert typed(words), line
        else:
            assert Path(program).name in ELSEWHERE, line


def lines_of(page: Path) -> Iterator[str]:
    """Of its blocks; what root has a shell of Tandem's account do as lines of their own."""
    for line in "".join(blocks(page, "sh")).splitlines():
        words = shlex.split(line, comments=True)
        if words[:1] == ["runuser"]:
            assert words[1:6] == ["-u", "tandem", "--", "sh", "-c"]
            yield from (each for each in words[6].split("; ") if not each.startswith(". "))
        elif words:
            yield line


def typed(words: list[str]) -> bool:
    path = "tandem"
    while words and path not in COMMANDS:
        path = f"{path} {words.pop(0)}"
    known = {
        name for param in COMMANDS[path].params for name in (*param.opts, *param.secondary_opts)
    }
    return all(word.split("=")[0] in known for word in words if word.startswith("-"))


@each_page
def test_a_command_named_in_a_sentence_is_there(page: Path) -> None:
    named = re.findall(
        r"`(?:\.venv/bin/)?(tandem(?: [a-z][a-z-]*)+)", page.read_text(encoding="utf-8")
    )
    groups = {" ".join(path.split()[:2]) for path in COMMANDS}
    assert [
        one
        for one in named
        if not any(f"{one} ".startswith(f"{path} ") for path in {*COMMANDS, *groups})
    ] == []


# ---- who may see what

ACCESS = "docs/for_developers/access.md"


def test_the_table_of_permissions_is_the_one_in_the_code() -> None:
    said = section(ACCESS, "## Roles and permissions")
    heading = next(line for line in said.splitlines() if line.startswith("| Permission"))
    roles = [cell.strip() for cell in heading.strip("|").split("|")][1:]
    assert roles == [role.name for role in EVERY_ROLE]
    table_of_code = [
        [each.value, *("yes" if each in role.permissions else "–" for role in EVERY_ROLE)]
        for each in Permission
    ]
    assert cells(said) == table_of_code


def test_every_tier_is_explained_with_the_models_that_have_it() -> None:
    held: dict[str, set[str]] = {tier.value: set() for tier in Tier}
    for model in apps.get_models():
        if model.__module__.startswith("tandem."):
            for tier in tiers_of(model):
                held[tier].add(model.__name__)
    told = {row[0]: set(code(row[2])) for row in cells(section(ACCESS, "## Tiers"))}
    assert told == held


def test_every_column_of_the_matrix_is_told() -> None:
    told = [code(row[0])[0] for row in cells(section(ACCESS, "## The access matrix"))]
    assert told == list(testing.COLUMNS)


def test_every_move_between_tiers_is_told() -> None:
    told = {
        (row[0], each): way
        for row in cells(section(ACCESS, "## Moving between tiers"))
        for way, names in zip(Moving, row[1:], strict=True)
        for each in names.split(", ")
        if each != "–"
    }
    pairs = [(one, other) for one in Tier for other in Tier if one is not other]
    assert told == {(one.value, other.value): moving(one, other) for one, other in pairs}


def tiers_of(model: type) -> list[str]:
    tier = model.tier  # type: ignore[attr-defined]  # a test says that every model has one
    return [tier.value] if isinstance(tier, Tier) else [value for value, _ in tier.field.choices]


def test_every_class_of_a_field_is_named() -> None:
    said = section(ACCESS, "## Classes of fields")
    assert [each.value for each in Privacy if each.value not in said] == []


def addresses(
    patterns: list[URLPattern | URLResolver], path: str = "/", name: str = ""
) -> Iterator[tuple[str, str, Callable[..., object]]]:
    """Name, address and view."""
    for each in patterns:
        if isinstance(each, URLResolver):
            space = f"{each.namespace}:" if each.namespace else ""
            yield from addresses(each.url_patterns, f"{path}{each.pattern}", f"{name}{space}")
        else:
            yield f"{name}{each.name}", f"{path}{each.pattern}", each.callback


LISTED = cells(section(ACCESS, "## Addresses"))


def test_every_address_is_listed() -> None:
    listed = {code(row[0])[0]: code(row[1])[0] for row in LISTED}
    there = addresses(get_resolver().url_patterns)
    assert listed == {name: path for name, path, _ in there}


def test_what_opens_an_address_is_told_as_it_is() -> None:
    told = {code(row[0])[0]: row[2] for row in LISTED}
    for name, _, view in addresses(get_resolver().url_patterns):
        ours = view.__module__.startswith("tandem.")
        demo = view.__module__.startswith("tandem.demo")
        expected = "demo mode" if demo else opened_by(view) if ours else told[name]
        assert (name, told[name]) == (name, expected)
    assert set(told.values()) <= {each.value for each in Permission} | {
        "anybody", "signed in", "demo mode",
    }  # fmt: skip


def opened_by(view: object) -> str:
    """What the decorators around a view ask for, looked up in what they close over."""
    found, waiting = set(), [view]
    while waiting:
        here = waiting.pop()
        closed_over = [cell.cell_contents for cell in getattr(here, "__closure__", None) or ()]
        found |= {each.value for each in closed_over if isinstance(each, Permission)}
        found |= {"signed in"} if is_door(here) else set()
        waiting += [each for each in closed_over if callable(each) and not isinstance(each, type)]
    return min(found - {"signed in"}, default="signed in" if found else "anybody")


def is_door(view: object) -> bool:
    made_in = getattr(getattr(view, "__code__", None), "co_filename", "")
    return made_in.endswith("organisation/http.py")


def test_every_marker_of_the_tests_is_explained() -> None:
    options = tomllib.loads(text("pyproject.toml"))["tool"]["pytest"]["ini_options"]
    told = {
        name
        for row in cells(section("docs/for_developers/tests.md", "## The markers"))
        for name in code(row[0])
    }
    assert told == {marker.split(":")[0] for marker in options["markers"]}


# ---- bringing people in

COLUMNS = "docs/for_hr/columns.md"


def test_every_column_is_explained_and_its_headings_are_read_as_it() -> None:
    told = {
        code(row[0])[0]: row for row in cells(section(COLUMNS, "## Which columns are understood"))
    }
    assert set(told) == {field.value for field in Field}
    for name, row in told.items():
        assert (row[1] == "yes") is (Field(name) in REQUIRED)
        assert code(row[2])
        assert {RANKED[squeezed(heading)][0] for heading in code(row[2])} == {Field(name)}


def test_the_dates_that_can_be_read_one_way_are() -> None:
    certain, dotted, *_ = cells(section(COLUMNS, "## Dates"))
    for value in code(certain[0]):
        assert read_date(value, Unsettled.UNDECIDED) == date(2026, 12, 31)
    assert read_date(code(dotted[0])[0], Order.DAY_FIRST) == date(2026, 12, 31)


def test_the_mapping_of_the_page_is_read(tmp_path: Path) -> None:
    [example] = blocks(COLUMNS, "toml")
    (tmp_path / "m.toml").write_text(example, encoding="utf-8")
    said = read_mapping(tmp_path / "m.toml")
    assert set(said.columns.values()) == {Field.NUMBER, Field.DEPARTMENT, None}
    assert (said.order, said.separator) == (Order.DAY_FIRST, " | ")
    assert set(said.reasons.values()) == {Meaning.VOLUNTARY}
    assert [each for each in Meaning.values if f"`{each}`" not in text(COLUMNS)] == []


def test_every_kind_of_problem_is_explained_where_it_belongs() -> None:
    page = "docs/for_hr/problems.md"
    told = {
        heading: {code(row[0])[0] for row in cells(section(page, f"## {heading}"))}
        for heading in (
            "The file cannot be used: nothing is changed",
            "The row is not taken: the others are",
            "Noted: the row is taken",
        )
    }
    assert set().union(*told.values()) == {kind.value for kind in Kind}
    assert told["Noted: the row is taken"] == {kind.value for kind in NOTED}
    assert sum(map(len, told.values())) == len(Kind)


# ---- numbers

METHODS = "docs/methods"
CARDS = [
    value
    for module in iter_modules(measures.__path__, f"{measures.__name__}.")
    for value in vars(import_module(module.name)).values()
    if isinstance(value, Card)
]


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.key)
def test_every_card_stands_word_for_word_on_the_page_it_names(card: Card) -> None:
    found = re.search(r"docs/methods/(\w+)", card.source)
    assert found, "a card names its page"
    page = plain(f"{METHODS}/{found[1]}.md")
    assert f"| `{card.key}` |" in page
    for part in (
        card.question,
        card.counts,
        card.divided_by,
        card.unit,
        card.population,
        card.caveat,
    ):
        assert f"| {part} |" in page


def test_the_worked_example_of_turnover_can_be_counted_along() -> None:
    picture = blocks(f"{METHODS}/turnover.md", "")[0]
    tree = closure("Varnholm:\nSales: Varnholm\nService: Varnholm\nArchive: Varnholm")
    cube = movements(table(picture, SPELLS), tree, Months(date(2024, 12, 1), date(2025, 12, 1)))
    total = rows(TOTAL_TURNOVER.expression(cube, FIRST_QUARTER).order_by("area"))
    own = rows(OWN_CHOICE_TURNOVER.expression(cube, FIRST_QUARTER).order_by("area"))
    counted = [
        [area, str(left), str(chose), f"{heads:.2f}".removesuffix(".00")]
        for (area, left, heads), (_, chose, _) in zip(total, own, strict=True)
    ]
    assert cells(section(f"{METHODS}/turnover.md", "## A worked example")) == counted


def test_the_worked_example_of_change_or_noise_can_be_judged_along() -> None:
    earlier = [int(left) for left in blocks(f"{METHODS}/change_or_noise.md", "")[0].split()]
    told = cells(section(f"{METHODS}/change_or_noise.md", "## A worked example"))
    assert len(told) == 4
    for now, usual_from, usual_up_to, verdict in told:
        judgement = judge(months([*earlier, int(now)]))
        assert (judgement.usual_from, judgement.usual_up_to) == (int(usual_from), int(usual_up_to))
        assert judgement.verdict.value == verdict


def test_every_constant_of_the_method_is_told_as_it_is() -> None:
    how = cells(section(f"{METHODS}/change_or_noise.md", "## How"))
    told = {code(name)[0]: float(value) for name, value, _ in how}
    assert told == {name: getattr(control, name) for name in told}
    assert {"SPREAD", "BASELINE_MONTHS", "FEWEST_MONTHS", "FEWEST_FOR_A_RISE"} < set(told)


def test_the_error_rates_are_those_that_were_measured() -> None:
    measured = " ".join(str(control.__doc__).split())
    page = plain(f"{METHODS}/change_or_noise.md")
    for said in ("calm areas of 10 to 500 people", "0.5 to 3 in 100", "up to 5 in 100"):
        assert said in measured
        assert said in page
    *most, last = [
        f"{share} of {people}" for people, share in cells(section(
            f"{METHODS}/change_or_noise.md", "## How often it errs, measured"
        ))
    ]  # fmt: skip
    said = ", ".join(most) + f" and {last}"
    assert said.replace("10 of 30", "10 areas of 30 people") in measured


def test_every_verdict_is_explained() -> None:
    told = {name for row in cells(text(f"{METHODS}/change_or_noise.md")) for name in code(row[1])}
    assert told == {verdict.value for verdict in Verdict}


# ---- words

GLOSSARY = re.findall(
    r"^\*\*(.+?)\.\*\*(.+?)(?:\n\n|\Z)", text("GLOSSARY.md"), re.MULTILINE | re.DOTALL
)


@pytest.mark.parametrize(("word", "said"), GLOSSARY, ids=[word for word, _ in GLOSSARY])
def test_a_word_of_the_glossary_has_its_name_in_code(word: str, said: str) -> None:
    found = re.search(r"Code:\s+`([\w.]+)`\.", said)
    assert found, f"{word} has no name in code"
    assert "Never:" in said
    assert resolved(f"tandem.{found[1]}") is not None


def resolved(name: str) -> object:
    """The thing of this dotted name. Raises if a part of it is not there."""
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        try:
            thing: object = import_module(".".join(parts[:length]))
        except ModuleNotFoundError as error:
            if error.name and not name.startswith(error.name):
                raise
            continue
        for part in parts[length:]:
            fields = getattr(thing, "__dataclass_fields__", {})
            thing = fields[part] if part in fields else getattr(thing, part)
        return thing
    raise ModuleNotFoundError(name)


def test_every_act_and_every_state_is_in_the_glossary() -> None:
    says = {act: {step.says for step in TABLE if step.act is act} for act in Act}
    told = {code(row[0])[0]: row[1] for row in cells(section("GLOSSARY.md", "### Acts"))}
    assert set(told) == {act.value for act in Act}
    assert [act for act, button in told.items() if button not in says[Act(act)]] == []
    states = [code(row[0])[0] for row in cells(section("GLOSSARY.md", "### States"))]
    assert states == [state.value for state in State]


def words_of(*stems: str) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b{stem}\w*" for stem in stems), re.IGNORECASE)


UNQUIET = words_of(
    "overdue", "failed", "violat", "complian", "ranking", "resource", "blam", "punish", "monitor"
)
QUOTED = {  # pages that name the words we avoid, and the paragraph they may stand in
    "GLOSSARY.md": re.compile(r"Never:.*?(?=\n\n|\Z)", re.DOTALL),
    "CONTRIBUTING.md": re.compile(r"We do not write:.*?(?=\n\n|\Z)", re.DOTALL),
}
TECHNICAL = {  # words of others that code has to spell
    # "failed probation", as HR systems say it
    "tandem/organisation/intake/reason_words.py": {"failed"},
    "tools/gate.py": {"failed"},  # the test runner counts so
}


@each_page
def test_a_page_speaks_quietly(page: Path) -> None:
    said = page.read_text(encoding="utf-8")
    if quoted := QUOTED.get(str(page.relative_to(ROOT))):
        said = quoted.sub("", said)
    assert UNQUIET.findall(said) == []
    prose = re.sub(r"^```.*?^```$|`[^`]*`|!\[", "", said, flags=re.MULTILINE | re.DOTALL)
    assert "!" not in prose
    assert re.findall("[\U0001f000-\U0001faff☀-➿]", prose) == []


TYPED = {"everyday.toml"}  # words that people type, which a search has to know and nobody is shown
SPOKEN = [
    path
    for path in TRACKED
    if (path.suffix in {".html", ".js", ".css", ".toml"} and path.name not in TYPED)
    or path.name == "Makefile"
]
SOURCES = [
    path
    for path in TRACKED
    if path.suffix == ".py"
    and not ({"tests", "migrations"} & set(path.parts) or path.name == "conftest.py")
]


@pytest.mark.parametrize("path", SPOKEN, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template_speaks_quietly(path: Path) -> None:
    assert UNQUIET.findall(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_code_speaks_quietly(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    texts = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    said = {word.lower() for each in texts for word in UNQUIET.findall(each)}
    assert said <= TECHNICAL.get(str(path.relative_to(ROOT)), set())


# Written so that they do not find themselves.
MACHINES = re.compile(r"/w[o]rk/|/r[o]ot/|/h[o]me/\w+/|/U[s]ers/")
HOSTS = re.compile(r"pypi[.]org|python[h]osted|npmjs[.]|registry[.]\w+[.]|ghcr[.]io|docker[.]io")


@pytest.mark.parametrize("path", TRACKED, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_file_names_a_machine_or_a_package_host(path: Path) -> None:
    try:
        said = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return
    assert MACHINES.findall(said) == []
    assert HOSTS.findall(said) == []


# ---- links, promises, decisions, version


def anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@each_page
def test_every_link_and_picture_leads_somewhere(page: Path) -> None:
    outside = ("http://", "https://", "mailto:")
    said = re.sub(
        r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL
    )
    for target in re.findall(r"\]\(([^)\s]+)\)", said):
        if target.startswith(outside):
            continue
        name, _, anchor = target.partition("#")
        goal = (page.parent / name).resolve() if name else page
        assert goal.exists(), target
        assert not anchor or anchor in anchors(goal), target


@each_page
def test_every_file_that_is_named_is_there(page: Path) -> None:
    said = page.read_text(encoding="utf-8")
    named = re.findall(r"`((?:tandem|tests|docs|tools|requirements)/[\w./-]+)(?:::\w+)?`", said)
    lost = [path for path in named if not ((ROOT / path).exists() or in_a_room(path))]
    assert lost == []


def in_a_room(path: str) -> bool:
    return any((ROOT / "tandem/rooms").glob(f"*/{path}"))


PROMISES = cells(section("THREAT_MODEL.md", "## What we promise, and the test that holds it"))
ROW_BY_ROW = "docs/for_developers/promises.md"
PROTOCOL = cells(section(ROW_BY_ROW, "## The protocol"))
SINCE = [each for each in cells(section(ROW_BY_ROW, "## Decided since")) if len(each) == 5]
PROMISES += [[" ".join(said), held_by] for *said, held_by in cells(text(ROW_BY_ROW))]
RULE_BY_RULE = "docs/for_developers/ownership.md"
PROMISES += [[" ".join(said), held_by] for *said, held_by in cells(text(RULE_BY_RULE))]
CHARTER_BY_RULE = "docs/for_developers/charter.md"
PROMISES += [[" ".join(said), held_by] for *said, held_by in cells(text(CHARTER_BY_RULE))]
THE_LADDER = "docs/for_developers/escalations.md"
PROMISES += [[" ".join(said), held_by] for *said, held_by in cells(text(THE_LADDER))]


@pytest.mark.parametrize(("promise", "held_by"), PROMISES, ids=[promise for promise, _ in PROMISES])
def test_every_promise_names_a_test_that_is_there(promise: str, held_by: str) -> None:
    assert code(held_by), promise
    for name in code(held_by):
        path, _, function = name.partition("::")
        tree = ast.parse(text(path))
        there = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
        assert function in there, name
        assert function.startswith("test_")


@pytest.mark.parametrize(("page", "table"), [(PROTOCOL, DOMAIN), (SINCE, DECIDED)])
def test_every_row_of_the_protocol_stands_on_its_page(page: list[list[str]], table: str) -> None:
    ends = sorted(state.value for state in ENDS)
    told = {
        (start, act, by, to)
        for starts, act, by, to, _ in page
        for start in (ends if starts == "any end" else starts.replace("–", "-").split(", "))
    }
    assert told == {tuple(re.split(r" *\| *", line.strip())) for line in table.strip().split("\n")}


RULES_OF_THE_MAP = [
    "one answers", "somebody does it", "both sides do something", "people are heard",
    "every decision has a clock", "states", "an edit un-signs its row alone", "both texts",
    "the next talk", "thirty days", "who owns this", "out of lane", "vacancies",
    "one has left", "hand-over receipts", "two owners", "nearest above",
    "shown by both", "only what holds", "one page",
]  # fmt: skip


def test_every_rule_of_the_map_stands_on_its_page() -> None:
    assert [rule for rule, *_ in cells(text(RULE_BY_RULE))] == RULES_OF_THE_MAP


RULES_OF_THE_CHARTER = [
    "fifteen parts", "part by part", "seen", "a change", "one tap", "whole first", "why",
    "expectations", "success factors", "pre-mortem", "rhythm", "both sign", "versioned",
    "ten years on", "renewal", "minimum", "no framework", "change of partner", "halfway",
    "the two alone",
]  # fmt: skip


def test_every_rule_of_the_charter_stands_on_its_page() -> None:
    assert [rule for rule, *_ in cells(text(CHARTER_BY_RULE))] == RULES_OF_THE_CHARTER


RULES_OF_THE_LADDER = [
    "can we talk", "both views", "play-back", "joint by default", "one never writes",
    "one page, two views", "both managers", "a manager is missing", "written back",
    "they decide as two", "the top", "time boxes", "somebody leaves", "alone only straight",
    "skips the line", "the other is not told", "against nobody", "timed for the company",
    "kept, then gone",
]  # fmt: skip


def test_every_rule_of_the_ladder_stands_on_its_page() -> None:
    assert [rule for rule, *_ in cells(text(THE_LADDER))] == RULES_OF_THE_LADDER


DECISIONS = sorted((ROOT / "docs/decisions").glob("[0-9]*.md"))


def test_decisions_are_numbered_in_a_row_and_listed() -> None:
    listed = re.findall(
        r"^(\d+)\. \[(.+)\]\((.+)\)$", text("docs/decisions/index.md"), re.MULTILINE
    )
    assert [int(number) for number, *_ in listed] == list(range(1, len(DECISIONS) + 1))
    assert [name for *_, name in listed] == [path.name for path in DECISIONS]
    for (number, title, _), path in zip(listed, DECISIONS, strict=True):
        assert path.read_text(encoding="utf-8").startswith(f"# {number}. {title}\n")


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_has_its_day_its_reason_and_what_follows(path: Path) -> None:
    said = path.read_text(encoding="utf-8")
    form = r"# \d+\. .+\n\n(Accepted|Superseded by \d+), 20\d\d-\d\d-\d\d\.\n\n\*\*Context\.\*\*.+"
    assert re.match(form + r"\*\*Decision\.\*\*.+\*\*Consequences\.\*\*.+", said, re.DOTALL)
    assert len(said.splitlines()) < 40


def test_the_version_is_the_first_one_of_the_changelog() -> None:
    assert re.findall(r"^## (\S+)$", text("CHANGELOG.md"), re.MULTILINE)[0] == tandem.__version__
