"""Functions end before 50 lines and files before 400; tests weigh as much as what they test."""

import ast
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TRACKED = subprocess.run(
    ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.py"],
    cwd=ROOT, capture_output=True, text=True, check=True,
).stdout.split()  # fmt: skip
PYTHON = [Path(name) for name in TRACKED if "/migrations/" not in name]


def is_test(path: Path) -> bool:
    return "tests" in path.parts or path.name.startswith("test_") or path.name == "conftest.py"


def lines(path: Path) -> int:
    return (ROOT / path).read_text(encoding="utf-8").count("\n")


PRODUCT = [path for path in PYTHON if not is_test(path)]


@pytest.mark.parametrize("path", PRODUCT, ids=str)
def test_every_file_and_function_fits_in_a_head(path: Path) -> None:
    source = (ROOT / path).read_text(encoding="utf-8")
    assert source.count("\n") <= 400, f"{path} is too long: split it by what it is about."
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            assert length <= 50, f"{path}:{node.lineno} {node.name} has {length} lines."


def test_there_are_at_least_as_many_lines_of_tests_as_of_product() -> None:
    product = sum(lines(path) for path in PRODUCT)
    tests = sum(lines(path) for path in PYTHON if is_test(path))
    assert tests >= product
