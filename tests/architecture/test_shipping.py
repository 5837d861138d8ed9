"""What is shipped is whole: every resource, every library that is imported, and the wheel that carries them."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import selftest
from app.system.resources import resource

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = frozenset(path.name for path in (ROOT / "resources").iterdir())


def named_in(source: str) -> Iterator[tuple[str, ...]]:
    """Yield the paths that code gives to ``resource`` or hangs on a folder of resources, as far as they are literal."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "resource":
            texts = [one.value if isinstance(one, ast.Constant) else None for one in node.args]
            parts = texts[: texts.index(None)] if None in texts else texts
            yield tuple(str(part) for part in parts)
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
            parts_found: list[str] = []
            inside: ast.expr = node
            while isinstance(inside, ast.BinOp) and isinstance(inside.op, ast.Div):
                if isinstance(inside.right, ast.Constant):
                    parts_found.insert(0, str(inside.right.value))
                inside = inside.left
            if parts_found and parts_found[0] in FOLDERS and "resources" in ast.unparse(inside):
                yield tuple(parts_found)


def test_every_resource_the_program_names_exists() -> None:
    named = {
        parts
        for path in sorted((ROOT / "app").rglob("*.py"))
        if path.name != "resources.py"
        for parts in named_in(path.read_text(encoding="utf-8"))
        if parts
    }
    assert {("catalog",), ("demo", "bank.toml"), ("icons",), ("help",)} <= named
    assert {parts for parts in named if not resource(*parts).exists()} == set()


def test_the_self_test_opens_every_file_that_is_shipped(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: set[str] = set()
    watching = [True]

    def note(event: str, arguments: tuple[object, ...]) -> None:
        if watching[0] and event == "open":
            opened.add(str(arguments[0]))

    sys.addaudithook(note)  # it cannot be taken off again, so it is told to look away
    try:
        selftest._resources()
    finally:
        watching[0] = False
    shipped = {str(path) for path in resource().rglob("*") if path.is_file() and path.parent.name != "shots"}
    assert shipped - opened == set()


@pytest.mark.parametrize("name", ["words/care.txt", "help/packs.md", "catalog/forms/coaching.toml"])
def test_the_self_test_notices_a_file_that_is_missing(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "resources", tmp_path / "resources", ignore=shutil.ignore_patterns("shots"))
    (tmp_path / "resources" / name).unlink()
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    with pytest.raises(Exception, match=r"No such file|form|care\.txt"):
        selftest._resources()


def deptry(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the checker of dependencies in a folder."""
    command = [str(Path(sys.executable).with_name("deptry")), "--no-ansi", "app"]
    return subprocess.run(command, check=False, capture_output=True, text=True, cwd=folder)


def test_every_library_that_is_imported_is_declared() -> None:
    checked = deptry(ROOT)
    assert checked.returncode == 0, checked.stderr


def test_a_library_that_is_not_declared_is_noticed_wherever_it_is_imported(tmp_path: Path) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "lazy.py").write_text("def later():\n    import lxml.etree\n", encoding="utf-8")
    checked = deptry(tmp_path)
    assert checked.returncode == 1
    assert "'lxml' imported but it is a transitive dependency" in checked.stderr


def installed(tmp_path: Path) -> Path:
    """Return a folder into which the wheel, built from the source, was installed."""
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "dist")]
    subprocess.run(build, check=True, capture_output=True, cwd=ROOT)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    where = tmp_path / "installed"
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target"]
    subprocess.run([*install, str(where), str(wheel)], check=True, capture_output=True)
    return where


def test_the_wheel_passes_its_self_test_where_the_source_is_not(tmp_path: Path) -> None:
    where = installed(tmp_path)
    assert not (where / "app" / "resources" / "shots").exists()
    libraries = next(path for path in sys.path if path.endswith("site-packages"))
    settings = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join((str(where), libraries)),
        "XDG_DATA_HOME": str(tmp_path / "data"),
    }
    code = "import app, sys; print(app.__file__); from app.__main__ import main; sys.exit(main())"
    done = subprocess.run(
        [sys.executable, "-S", "-c", code, "self-test"],  # -S: no editable installation is looked for
        check=False,
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env=settings,
    )
    assert done.stdout.splitlines()[0] == str(where / "app" / "__init__.py")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[-1] == "The self-test passed."
