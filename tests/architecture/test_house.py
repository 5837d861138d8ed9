"""Rules of the house that no linter knows."""

from __future__ import annotations

import re
import tomllib
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from app.__main__ import refuse_known_bad_pair

ROOT = Path(__file__).resolve().parents[2]
PLATFORMS = {
    "Windows x64": re.compile(r"(win_amd64|py3-none-any|none-any)"),
    "macOS on Apple silicon": re.compile(r"macosx_\d+_\d+_(arm64|universal2)|none-any"),
    "Linux x64": re.compile(r"manylinux[^/]*_x86_64|none-any"),
}


def sources(*folders: str) -> list[Path]:
    """Return the program's own Python files below folders."""
    return [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]


def locked() -> dict[str, dict[str, Any]]:
    """Return the lock file's packages by name."""
    raw = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    packages: dict[str, dict[str, Any]] = {}
    for package in raw["package"]:
        packages.setdefault(
            package["name"], {"wheels": [], "dependencies": package.get("dependencies", []), "groups": {}}
        )
        packages[package["name"]]["wheels"] += [
            wheel["url"].rsplit("/", 1)[-1] for wheel in package.get("wheels", [])
        ]
    return packages


def shipped() -> set[str]:
    """Return every package a person's installation holds."""
    packages, found, waiting = locked(), set[str](), ["alongside"]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += [d["name"] for d in packages[name]["dependencies"]]
    return found - {"alongside"}


@pytest.mark.parametrize("platform", PLATFORMS)
def test_every_shipped_dependency_has_a_wheel_for_each_platform(platform: str) -> None:
    packages = locked()
    lacking = {
        name
        for name in shipped()
        if not any(PLATFORMS[platform].search(wheel) for wheel in packages[name]["wheels"])
    }
    assert lacking == set()


def test_nothing_under_the_gpl_is_shipped() -> None:
    for name in shipped():
        try:
            about = metadata.metadata(name).json
        except metadata.PackageNotFoundError:
            continue  # for another platform
        licence = " ".join(
            [
                str(about.get("license_expression") or about.get("license") or "")[:200],
                *about.get("classifier", []),
            ]
        )
        plain = licence.replace("LGPL", "").replace("Lesser General Public", "").replace("GNU Library or", "")
        if "PySide" in name or "pyside" in name or "shiboken" in name:
            continue  # offered under the LGPL as one of three
        assert "GPL" not in plain, name
        assert "General Public License" not in plain, name


def test_colours_stand_in_theme_files_only() -> None:
    literal = re.compile(r"[\"'](#[0-9A-Fa-f]{6}|#[0-9A-Fa-f]{3})[\"']|rgba?\(\d")
    assert [path.name for path in sources("app/ui") if literal.search(path.read_text(encoding="utf-8"))] == []


def test_dialogs_are_asked_in_one_place() -> None:
    users = [
        path.relative_to(ROOT).as_posix()
        for path in sources("app")
        if re.search(r"QMessageBox|QFileDialog|QInputDialog", path.read_text(encoding="utf-8"))
    ]
    assert users == ["app/ui/kit/dialogs.py"]


def test_only_the_clock_asks_the_machine_for_the_time() -> None:
    users = [
        path.relative_to(ROOT).as_posix()
        for path in sources("app")
        if re.search(r"datetime\.now|date\.today|utcnow", path.read_text(encoding="utf-8"))
    ]
    assert users == ["app/domain/clock.py"]


def test_the_known_bad_pair_of_qt_and_python_is_refused_in_plain_words() -> None:
    assert refuse_known_bad_pair((3, 12), "6.12.0") is None
    assert refuse_known_bad_pair((3, 11), "6.11.3") is None
    sentence = refuse_known_bad_pair((3, 11), "6.12.0")
    assert sentence is not None
    assert "Your records are safe" in sentence


def test_ci_calls_the_readme_s_test_command() -> None:
    assert "python3 dev.py test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "python3 dev.py test" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_theme_has_the_same_colours_and_enough_contrast() -> None:
    themes = {
        path.stem: tomllib.loads(path.read_text(encoding="utf-8"))["colours"]
        for path in (ROOT / "resources" / "themes").glob("*.toml")
    }
    assert set(themes) == {"light", "dark", "contrast"}
    pairs = [
        ("text", "bg"),
        ("text", "surface"),
        ("text_2", "surface"),
        ("text_2", "bg"),
        ("primary", "surface"),
        ("on_primary", "primary"),
    ]
    pairs += [(tone, f"{tone}_bg") for tone in ("late", "soon", "in_date", "info", "neutral")] + [
        ("on_danger", "danger"),
        ("on_selection", "selection"),
    ]
    for name, colours in themes.items():
        assert set(colours) == set(themes["light"])
        for ink, paper in pairs:
            assert contrast(colours[ink], colours[paper]) >= 4.5, (name, ink, paper)
        assert contrast(colours["focus"], colours["surface"]) >= 3, name


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours (WCAG 2.2, 1.4.3)."""

    def light(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    first, second = sorted((light(one), light(other)), reverse=True)
    return (first + 0.05) / (second + 0.05)
