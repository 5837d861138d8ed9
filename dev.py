#!/usr/bin/env python3
"""One launcher for everything a developer or a new user does; standard library only.

python3 dev.py run [-- ARGUMENTS]   make .venv if needed and start Alongside
python3 dev.py test                 check, run every test, and hold the floors under what they reach
python3 dev.py test ARGUMENTS       check, then run the tests that pytest's arguments name
python3 dev.py check                rules of the house: ruff, mypy, import contracts, dependencies
python3 dev.py mutants [MODULE]     change each rule and see that a test notices
python3 dev.py faults [-- OPTIONS]  kill, cut the power, fill the disk, turn bytes over; --help says how often
python3 dev.py soak [-- --days N]   live so many working days: what stays in memory, what stays open
python3 dev.py bench                measure speed against floors in the same run
python3 dev.py shots [-- DIR]       make the README's screenshots from demo data, or of every screen into DIR
python3 dev.py gallery [-- DIR]     show the pieces of the window on one page, or save pictures of it into DIR
python3 dev.py build                make the installable folder in dist/
"""

from __future__ import annotations

import ctypes.util
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
EXE = ".exe" if os.name == "nt" else ""
UV = "uv==0.13.9"
STAMP = VENV / "made-from.txt"
QT_LIBRARIES = {
    "EGL": "libegl1",
    "GL": "libgl1",
    "xkbcommon": "libxkbcommon0",
    "xkbcommon-x11": "libxkbcommon-x11-0",
    "dbus-1": "libdbus-1-3",
    "fontconfig": "libfontconfig1",
    "glib-2.0": "libglib2.0-0",
    "xcb-cursor": "libxcb-cursor0",
    "xcb-icccm": "libxcb-icccm4",
    "xcb-image": "libxcb-image0",
    "xcb-keysyms": "libxcb-keysyms1",
    "xcb-randr": "libxcb-randr0",
    "xcb-render-util": "libxcb-render-util0",
    "xcb-shape": "libxcb-shape0",
    "xcb-xkb": "libxcb-xkb1",
}
JAXB = Path("/usr/share/java/jaxb-api.jar")
REACHED = ".coverage.json"
TEST_TOOLS = {"pdfsig": "poppler-utils", "qpdf": "qpdf", "certutil": "libnss3-tools"}


def main() -> int:
    """Do what was asked; returns the exit code."""
    verbs = {
        "run": run,
        "test": test,
        "check": check,
        "mutants": mutants,
        "faults": faults,
        "soak": soak,
        "bench": bench,
        "shots": shots,
        "gallery": gallery,
        "build": build,
    }
    if len(sys.argv) < 2 or sys.argv[1] not in verbs:  # noqa: PLR2004 - the verb
        sys.stderr.write(__doc__ or "")
        return 2
    if sys.version_info < (3, 11):  # noqa: UP036 - said plainly to somebody with an older Python
        sys.stderr.write("Alongside needs Python 3.11 or newer; this is " + sys.version.split()[0] + ".\n")
        return 1
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # each program a test starts would compile all again
    arguments = [a for a in sys.argv[2:] if a != "--"]
    return verbs[sys.argv[1]](arguments)


def run(arguments: list[str]) -> int:
    """Start the program."""
    headless = sys.platform.startswith("linux") and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )
    if headless and not os.environ.get("QT_QPA_PLATFORM") and not arguments:
        sys.stderr.write(
            "There is no screen here to open a window on; “python3 dev.py run -- demo --vault DIR” "
            "makes a demo without one.\n"
        )
        return 1
    prepare(development=False)
    return call(program("alongside"), *arguments)


def test(arguments: list[str]) -> int:
    """Check the rules, then run the tests."""
    prepare()
    missing = (
        {package for tool, package in TEST_TOOLS.items() if not shutil.which(tool)}
        if sys.platform.startswith("linux")
        else set()
    )
    if shutil.which("java") and not JAXB.exists() and shutil.which("apt-get"):
        missing.add("libjaxb-java")  # veraPDF's engine needs it beside a Java newer than 8
    system_packages(missing)
    if arguments:
        return check_rules() or call(program("python"), "-m", "pytest", *arguments)
    measured = ("--cov", f"--cov-report=json:{REACHED}")
    return (
        check_rules()
        or call(program("python"), "-m", "pytest", *measured)
        or call(program("python"), "-m", "tests.floors", REACHED)
    )


def check(_arguments: list[str]) -> int:
    """Check the rules only."""
    prepare()
    return check_rules()


def mutants(arguments: list[str]) -> int:
    """Change each rule of the domain, access, signing and sealing, and see that a test notices."""
    prepare()
    return call(program("python"), "-m", "tests.mutants", *arguments)


def faults(arguments: list[str]) -> int:
    """Run the fault matrix in its long form: about an hour and a half."""
    prepare()
    return call(program("python"), "-m", "tests.faults", *arguments)


def soak(arguments: list[str]) -> int:
    """Live many working days and print what stays in memory or open after each."""
    prepare()
    return call(program("python"), "-m", "tests.faults.soak", *arguments)


def bench(arguments: list[str]) -> int:
    """Measure."""
    prepare()
    return call(program("python"), "-m", "tests.bench.run", *arguments)


def shots(arguments: list[str]) -> int:
    """Make the screenshots."""
    prepare()
    return call(program("python"), "-m", "tests.shots", *arguments)


def gallery(arguments: list[str]) -> int:
    """Show the pieces of the window."""
    prepare()
    return call(program("python"), "-m", "tests.gallery", *arguments)


def build(_arguments: list[str]) -> int:
    """Make the installable folder and let it test itself."""
    prepare()
    made = call(
        program("pyinstaller"),
        "--noconfirm",
        "--distpath",
        "dist",
        "--workpath",
        "build",
        "installer/app.spec",
    )
    return made or call(str(ROOT / "dist" / "alongside" / f"alongside{EXE}"), "self-test")


def check_rules() -> int:
    """Run every checker; the first that fails decides."""
    for command in (
        (program("ruff"), "check", "."),
        (program("ruff"), "format", "--check", "."),
        (program("mypy"),),
        (program("lint-imports"), "--no-cache"),
        (program("deptry"), "app"),
    ):
        code = call(*command)
        if code:
            return code
    return 0


def prepare(*, development: bool = True) -> None:
    """Make .venv from the lock file, unless it is already made from it, and see to Qt's libraries."""
    wanted = hashlib.sha256(
        b"".join((ROOT / name).read_bytes() for name in ("uv.lock", "pyproject.toml"))
    ).hexdigest()
    wanted += f" {sys.version_info[0]}.{sys.version_info[1]} "
    made = STAMP.read_text(encoding="utf-8") if STAMP.exists() else ""
    if made not in ({wanted + "all"} if development else {wanted + "all", wanted + "run"}):
        make_environment(development=development)
        STAMP.write_text(wanted + ("all" if development else "run"), encoding="utf-8")
    if sys.platform.startswith("linux"):
        system_packages(
            {package for library, package in QT_LIBRARIES.items() if not ctypes.util.find_library(library)}
        )


def make_environment(*, development: bool) -> None:
    """Make .venv and install exactly what the lock file names."""
    if not Path(program("python")).exists():
        made = subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=False, capture_output=True)
        if made.returncode:
            shutil.rmtree(VENV, ignore_errors=True)
            system_packages({f"python3.{sys.version_info[1]}-venv"})
            must([sys.executable, "-m", "venv", str(VENV)])
    must([program("python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", UV])
    environment = dict(os.environ, UV_PROJECT_ENVIRONMENT=str(VENV))
    if "PIP_CERT" in environment:
        environment.setdefault("SSL_CERT_FILE", environment["PIP_CERT"])
    groups = ["--all-groups"] if development else ["--no-dev", "--inexact"]
    must([program("uv"), "sync", "--frozen", "--quiet", "--python", program("python"), *groups], environment)


def system_packages(packages: set[str]) -> None:
    """Install Debian packages where we may; else print the one line to type."""
    if not packages:
        return
    line = ["apt-get", "install", "-y", "--no-install-recommends", *sorted(packages)]
    if not shutil.which("apt-get"):
        sys.stderr.write(
            f"These system libraries may be missing: {', '.join(sorted(packages))}. Install them "
            "with your package manager.\n"
        )
        return
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    before = [] if root else ["sudo", "-n"]
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    if root or (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], check=False, capture_output=True).returncode == 0
    ):
        for command in ([*before, "apt-get", "update", "-qq"], [*before, *line]):
            subprocess.run(command, check=False, env=environment, stdout=sys.stderr)
    else:
        sys.stderr.write(f"Type this once, then try again:  sudo {' '.join(line)}\n")
        raise SystemExit(1)


def program(name: str) -> str:
    """Return a program of .venv."""
    return str(BIN / f"{name}{EXE}")


def must(command: list[str], environment: dict[str, str] | None = None) -> None:
    """Run a command that has to succeed."""
    code = subprocess.run(command, check=False, cwd=ROOT, env=environment).returncode
    if code:
        sys.stderr.write(f"“{' '.join(command)}” failed. Nothing else was changed.\n")
        raise SystemExit(code)


def call(*command: str) -> int:
    """Run a command in the project's folder and return its exit code."""
    return subprocess.run(list(command), check=False, cwd=ROOT).returncode


if __name__ == "__main__":
    sys.exit(main())
