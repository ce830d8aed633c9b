"""What the mathematics may know of the rest of the world."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parents[1]
PRODUCT = [path for path in sorted(HERE.rglob("*.py")) if "tests" not in path.parts]


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add((node.module or "").split(".")[0])
    return names


@pytest.mark.parametrize("path", PRODUCT, ids=lambda path: path.name)
def test_no_file_knows_the_web_or_the_databases_driver(path: Path) -> None:
    assert not imported(path) & {"django", "duckdb"}


def test_altair_is_named_where_an_answer_is_drawn_and_nowhere_else() -> None:
    assert [path.name for path in PRODUCT if "altair" in imported(path)] == ["pictures.py"]


@pytest.mark.parametrize("name", ["ibis.duckdb", "pyspark"])
def test_only_the_engine_names_where_measures_run(name: str) -> None:
    assert [path.name for path in PRODUCT if name in path.read_text()] == ["engine.py"]


def test_numbers_and_the_theme_load_without_their_heavy_parts() -> None:
    """A page that shows stored numbers must not cost a web worker 100 MB."""
    code = (
        "import sys, tandem.analytics.area, tandem.analytics.theme; "
        "print(*sorted({'ibis', 'duckdb', 'scipy', 'numpy', 'vl_convert'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=HERE.parents[1],
    )
    assert done.stdout.strip() == ""
