"""The browser's assets: brought once, completed after an interruption, named by no host."""

import json
import re
import sys
from pathlib import Path

import pytest

from tools import assets

ROOT = Path(__file__).parent.parent
STYLES = "tandem/website/static/tandem.css"
LOCKED = {
    "": {"name": "tandem"},
    "node_modules/@picocss/pico": {"version": "2.1.1", "integrity": "sha512-pico"},
}


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout whose packages are already there, as npm leaves them."""
    for name, place in {
        "ROOT": ".",
        "LOCK": "package-lock.json",
        "PACKAGES": "node_modules",
        "VENDOR": "static/vendor",
        "DONE": "static/vendor/complete.txt",
    }.items():
        monkeypatch.setattr(assets, name, tmp_path / place)
    monkeypatch.setattr(sys, "argv", ["assets.py"])
    for source in assets.COPIES.values():
        put(tmp_path / "node_modules" / source, source)
    put(tmp_path / "node_modules" / assets.PICO / "css/pico.min.css", '@charset "UTF-8";a{b:c}')
    put(tmp_path / "package-lock.json", json.dumps({"packages": LOCKED}))
    installed = {path: entry for path, entry in LOCKED.items() if path}
    put(tmp_path / "node_modules/.package-lock.json", json.dumps({"packages": installed}))
    return tmp_path


def put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def no_npm() -> list[str]:
    raise AssertionError("npm was called although everything it brings is there")


def test_everything_the_pages_name_is_brought(checkout: Path) -> None:
    assets.main()
    brought = {path.name for path in (checkout / "static/vendor").iterdir()}
    named = ROOT / "tandem/website"
    wanted = set(re.findall(r"vendor/([\w.-]+)", (named / "static/tandem.css").read_text()))
    wanted |= set(re.findall(r"vendor/([\w.-]+)", (named / "templates/base.html").read_text()))
    assert wanted <= brought
    assert not [name for name in brought if name.endswith(".new")]


def test_pico_lies_in_a_layer_of_its_own(checkout: Path) -> None:
    assets.main()
    pico = (checkout / "static/vendor/pico.css").read_text()
    assert pico == '@charset "UTF-8";\n@layer pico {\na{b:c}\n}\n'


def test_a_second_run_touches_nothing_and_needs_no_npm(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assets.main()
    before = {path: path.stat().st_mtime_ns for path in (checkout / "static/vendor").iterdir()}
    monkeypatch.setattr(assets, "npm", no_npm)
    (checkout / "node_modules/.package-lock.json").unlink()
    assets.main()
    after = {path: path.stat().st_mtime_ns for path in (checkout / "static/vendor").iterdir()}
    assert after == before


@pytest.mark.parametrize("lost", ["complete.txt", "pico.css", "source-sans-3-latin.woff2"])
def test_what_an_interruption_left_out_is_completed(checkout: Path, lost: str) -> None:
    assets.main()
    (checkout / "static/vendor" / lost).unlink()
    assets.main()
    assert assets.is_complete(assets.fingerprint())


def test_new_pins_bring_new_files(checkout: Path) -> None:
    assets.main()
    put(checkout / "node_modules" / assets.COPIES["source-sans-3-latin.woff2"], "a newer font")
    put(checkout / "package-lock.json", json.dumps({"packages": LOCKED, "lockfileVersion": 3}))
    assets.main()
    assert (checkout / "static/vendor/source-sans-3-latin.woff2").read_text() == "a newer font"


@pytest.mark.parametrize(
    "written",
    [
        None,  # npm writes its list last, so an interrupted run has none
        {"node_modules/@picocss/pico": {"version": "2.0.0", "integrity": "sha512-old"}},
        {},
    ],
)
def test_packages_that_are_not_those_of_the_lock_are_fetched(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, written: dict[str, object] | None
) -> None:
    there = checkout / "node_modules/.package-lock.json"
    there.unlink()
    if written is not None:
        put(there, json.dumps({"packages": written}))
    monkeypatch.setattr(assets, "npm", lambda: [sys.executable, "-c", "raise SystemExit(1)"])
    with pytest.raises(SystemExit, match="npm could not fetch"):
        assets.main()
    assert not (checkout / "static/vendor/complete.txt").exists()


def test_without_npm_the_packaged_one_is_used_or_the_cure_is_named(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(checkout))
    monkeypatch.setattr(sys, "executable", "/bin/true")
    assert assets.npm()[0] == "/bin/true"
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(SystemExit, match="apt install npm"):
        assets.npm()


@pytest.mark.parametrize("name", ["package.json", "package-lock.json", ".npmrc"])
def test_no_file_of_ours_names_a_host(name: str) -> None:
    assert "://" not in (ROOT / name).read_text(encoding="utf-8")


def test_every_package_is_pinned_by_its_hash() -> None:
    wanted = json.loads((ROOT / "package.json").read_text())
    named = {**wanted["dependencies"], **wanted["devDependencies"]}
    locked = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    for name, version in named.items():
        entry = locked[f"node_modules/{name}"]
        assert entry["version"] == version
        assert entry["integrity"].startswith("sha512-")


def test_what_is_styled_by_its_id_stands_in_one_room() -> None:
    """Two rooms may call a part of a page the same; the look of the one is not the other's."""
    styled = set(re.findall(r"#([a-zA-Z][\w-]*)", (ROOT / STYLES).read_text(encoding="utf-8")))
    rooms: dict[str, set[Path]] = {}
    for page in (ROOT / "tandem").rglob("templates/**/*.html"):
        for name in re.findall(r'\bid="([\w-]+)"', page.read_text(encoding="utf-8")):
            rooms.setdefault(name, set()).add(page.parents[2])
    assert "who-answers" in styled & rooms.keys()
    assert {name: rooms[name] for name in styled & rooms.keys() if len(rooms[name]) > 1} == {}
