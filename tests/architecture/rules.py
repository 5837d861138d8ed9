"""Walls of the house that no linter holds: each rule is a sentence, and names the lines that break it.

Every rule takes the folder that holds ``app`` so that a test can plant a violation in a copy and see it found.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path

Rule = Callable[[Path], list[str]]
MOST_LINES, MOST_CLASS, MOST_FUNCTION, MOST_METHODS = 400, 250, 50, 25
SHAPELESS = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers"}
SQL = re.compile(
    r"\b(SELECT\s.+\sFROM|INSERT\s+(OR\s+\w+\s+)?INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|PRAGMA\s+\w)",
    re.DOTALL,
)
COLOUR = re.compile(r"^(#[0-9A-Fa-f]{6}|#[0-9A-Fa-f]{3}|rgba?\(\d.*)$")
TURNED = {
    "QComboBox", "QFontComboBox", "QSpinBox", "QDoubleSpinBox", "QDateEdit", "QTimeEdit", "QDateTimeEdit",
    "QAbstractSpinBox", "QSlider", "QDial", "QTabBar", "QTabWidget",
}  # fmt: skip
DIALOGS = {"QMessageBox", "QFileDialog", "QInputDialog"}
CLOCKS = {("datetime", "now"), ("date", "today"), ("datetime", "utcnow"), ("time", "time")}
DATES = {
    "long_date",
    "short_date",
    "long_moment",
    "time_of_day",
    "days_away",
    "today",
    "astimezone",
    "strftime",
}
BESIDE = {"run", "write", "tasks"}
"""What a screen has no use for: it asks for pages, and sends intents."""
ABOVE_SQL = ("domain", "system", "catalog", "documents", "services", "pages", "cli", "demo", "ui")
READERS: dict[str, set[str]] = {
    "ZipFile": {"app/system/packed.py", "app/services/packs/folder.py"},  # the second writes one
    "load_workbook": set(),  # the first sheet is read tag by tag
    "ParserCreate": {"app/system/workbook.py"},
    "ElementTree.fromstring": set(),
    "tomllib.load": set(),
    "tomllib.loads": {
        "app/catalog/toml.py",
        "app/ui/theme/style.py",
        "app/demo/arcs.py",
    },  # themes, the demo
    "csv.reader": {"app/system/staff_file.py", "app/domain/form_table.py"},  # the second: what is pasted
    "PdfFileReader": {"app/documents/opening.py", "app/documents/sign.py"},  # the second: drawn here
    "PdfReader": set(),
    "pikepdf.open": {"app/documents/opening.py", "app/documents/archive.py"},  # the second: made here
    "PdfDocument": {"app/documents/pages.py"},  # asks opening first
    "Image.open": {"app/documents/opening.py"},
    "pickle.loads": set(),
}
"""What reads a kind of file, and the doors that may: each with its limits, or its reason."""
FACING = {"services", "pages", "cli", "ui", "catalog", "documents"}
OWN_FILES = {
    "app/services/chosen_files.py": "the door",
    "app/services/take_out/reading.py": "the hash of a file that is read block by block",
    "app/services/packs/folder.py": "packs what was written just before",
    "app/services/vaults.py": "a list of words that came with the program",
    "app/services/words.py": "a dictionary that came with the program",
    "app/catalog/toml.py": "a file that came with the program",
    "app/catalog/topics.py": "the help that came with the program",
    "app/catalog/loader.py": "a form that came with the program",
    "app/catalog/frameworks.py": "a framework that came with the program",
    "app/documents/opening.py": "a part of a PDF that is open already",
    "app/documents/inside.py": "a part of a PDF that is open already",
    "app/ui/application.py": "the choices of this account",
    "app/ui/kept_tables.py": "how wide its columns are and what sorts them, on this PC",
    "app/ui/theme/style.py": "a theme that came with the program",
}
BOUNDARIES = {
    "app/selftest.py": 1,  # a self-test reports whatever goes wrong
    "app/documents/verify.py": 1,  # whatever hostile bytes do to the parser, the file is unreadable
    "app/documents/manifest.py": 1,  # see verify
}


def files(root: Path, *rooms: str) -> Iterator[tuple[str, ast.Module]]:
    """Yield the Python files of the program, or of some of its rooms, as (path from the root, tree)."""
    for path in sorted((root / "app").rglob("*.py")):
        name = path.relative_to(root).as_posix()
        if not rooms or name.split("/")[1].removesuffix(".py") in rooms:
            yield name, _parsed(path.read_text(encoding="utf-8"))


@lru_cache(1024)
def _parsed(source: str) -> ast.Module:
    """Return the tree of a source; a dozen rules read the same files."""
    return ast.parse(source)


def nodes(tree: ast.Module) -> Iterator[ast.expr | ast.stmt | ast.excepthandler]:
    """Yield every part of a tree that stands on a line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.expr | ast.stmt | ast.excepthandler):
            yield node


def shapeless_names(root: Path) -> list[str]:
    """A module is named for what it is."""
    return [name for name, _ in files(root) if SHAPELESS & set(re.split(r"[/_.]", name))]


def sizes(root: Path) -> list[str]:
    """A file, a class and a function can be read in one go."""
    found = []
    for name, tree in files(root):
        lines = (root / name).read_text(encoding="utf-8").count("\n")
        if lines > MOST_LINES:
            found.append(f"{name}: {lines} lines")
        for node in nodes(tree):
            if isinstance(node, ast.ClassDef):
                length = (node.end_lineno or 0) - node.lineno + 1
                public = [
                    m
                    for m in node.body
                    if isinstance(m, ast.FunctionDef)
                    and not m.name.startswith("_")
                    and not any(isinstance(d, ast.Name) and d.id == "property" for d in m.decorator_list)
                ]
                if length > MOST_CLASS:
                    found.append(f"{name}:{node.lineno} class {node.name}: {length} lines")
                if len(public) > MOST_METHODS:
                    found.append(f"{name}:{node.lineno} class {node.name}: {len(public)} public methods")
            elif isinstance(node, ast.FunctionDef):
                length = (node.end_lineno or 0) - node.lineno + 1
                if length > MOST_FUNCTION and "migrations/versions" not in name:
                    found.append(f"{name}:{node.lineno} {node.name}: {length} lines")
    return found


def sql_above_storage(root: Path) -> list[str]:
    """SQL is written in models and storage only, and nobody above touches a session."""
    found = []
    for name, tree in files(root, *ABOVE_SQL):
        for node in nodes(tree):
            text = isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.search(node.value)
            session = (
                isinstance(node, ast.Attribute) and node.attr == "session" and _named(node.value, "work")
            )
            if text or session:
                found.append(f"{name}:{node.lineno}")
    return found


def screens_that_reach_through(root: Path) -> list[str]:
    """A screen reads a page and sends intents: it calls no service and formats no date."""
    found = []
    for name, tree in files(root, "ui"):
        for node in nodes(tree):
            if isinstance(node, ast.Attribute) and node.attr == "house" and name != "app/ui/context.py":
                found.append(f"{name}:{node.lineno} reaches for the services")
            beside = (
                isinstance(node, ast.Attribute) and node.attr in BESIDE and _last(node.value) == "context"
            )
            if beside and isinstance(node, ast.Attribute) and name.split("/")[2] in {"screens", "kit"}:
                found.append(f"{name}:{node.lineno} runs something beside the pages: {node.attr}")
            if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[:2] == ["app", "services"]:
                found.append(f"{name}:{node.lineno} imports a service")
            called = node.func if isinstance(node, ast.Call) else None
            word = (
                called.attr
                if isinstance(called, ast.Attribute)
                else called.id
                if isinstance(called, ast.Name)
                else ""
            )
            if word in DATES:
                found.append(f"{name}:{node.lineno} formats or works out a date: {word}")
    return found


def roles_in_widgets(root: Path) -> list[str]:
    """What somebody may do is decided below: no widget asks for a role or a state."""
    return [
        f"{name}:{node.lineno}"
        for name, tree in files(root, "ui")
        for node in nodes(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Role"
    ]


def colours_in_code(root: Path) -> list[str]:
    """Colours stand in theme files only."""
    return [
        f"{name}:{node.lineno}"
        for name, tree in files(root, "ui")
        for node in nodes(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and COLOUR.match(node.value)
    ]


def dialogs_elsewhere(root: Path) -> list[str]:
    """Dialogs are asked in one place."""
    return [
        f"{name}:{node.lineno}"
        for name, tree in files(root)
        if name != "app/ui/kit/dialogs.py"
        for node in nodes(tree)
        if isinstance(node, ast.Name) and node.id in DIALOGS
    ]


def other_clocks(root: Path) -> list[str]:
    """Only the clock asks the machine for the time."""
    return [
        f"{name}:{node.lineno}"
        for name, tree in files(root)
        if name != "app/domain/clock.py"
        for node in nodes(tree)
        if isinstance(node, ast.Attribute) and (_last(node.value), node.attr) in CLOCKS
    ]


def nested_loops(root: Path) -> list[str]:
    """One event loop: nobody pumps events, and only the program and its dialogs wait in ``exec``."""
    found = []
    for name, tree in files(root, "ui"):
        for node in nodes(tree):
            if isinstance(node, ast.Attribute) and node.attr == "processEvents":
                found.append(f"{name}:{node.lineno} processEvents")
            waits = (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == "exec"
            )
            if waits and name not in {"app/ui/application.py", "app/ui/kit/dialogs.py"}:
                found.append(f"{name}:{node.lineno} exec")
    return found


def turned_by_the_wheel(root: Path) -> list[str]:
    """What Qt turns with the wheel, though it holds an answer, is the kit's own field that does not turn."""
    return [
        f"{name}:{node.lineno}"
        for name, tree in files(root)
        if name != "app/ui/kit/fields.py"
        for node in nodes(tree)
        if isinstance(node, ast.Name) and node.id in TURNED
    ]


def asked_where_to_elsewhere(root: Path) -> list[str]:
    """Where a file is saved is asked in one place, which says where it went and that it is safe no longer."""
    return [
        f"{name}:{node.lineno}"
        for name, tree in files(root, "ui")
        if name != "app/ui/kit/saving.py"
        for node in nodes(tree)
        if isinstance(node, ast.Call) and _last(node.func) == "save_file"
    ]


def lambdas_connected(root: Path) -> list[str]:
    """A signal is connected to something with a name."""
    return [
        f"{name}:{node.lineno}"
        for name, tree in files(root, "ui")
        for node in nodes(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "connect"
        and any(isinstance(a, ast.Lambda) for a in node.args)
    ]


def faults_swallowed(root: Path) -> list[str]:
    """Whatever may happen is caught at the named boundaries only."""
    found = []
    for name, tree in files(root):
        caught = [
            f"{name}:{node.lineno}"
            for node in nodes(tree)
            if isinstance(node, ast.ExceptHandler) and (node.type is None or _last(node.type) == "Exception")
        ]
        found += caught[BOUNDARIES.get(name, 0) :]
    return found


def migrations_that_know_the_house(root: Path) -> list[str]:
    """A migration imports nothing of ours but the guards it puts back: models change, yesterday's steps do not."""
    return [
        f"{name}:{node.lineno} imports {module}"
        for name, tree in files(root, "storage")
        if "/migrations/" in name
        for node in nodes(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for module in _imported(node)
        if module.split(".")[0] == "app" and module != "app.storage.migrations.guards"
    ]


OUTSIDE = {"services", "cli", "pages", "ui"}
"""Rooms that hand files to people."""
INSIDE = (
    "app/services/packs/folder.py",
    "app/services/salvage.py",
    "app/services/take_out/service.py",
    "app/services/take_out/writing.py",
)
"""What writes into a hidden folder that is listed already, and gets its name as a whole."""
WRITERS = {
    "write_out": ("app/services/going_out.py", "app/services/aside.py"),  # what is kept aside is sealed
    "write_atomic": (),
    "copy_whole": (),
    "whole_folder": (
        "app/services/packs/making.py",
        "app/services/salvage.py",
        "app/services/take_out/service.py",
    ),
    "write_bytes": INSIDE,
    "write_text": (*INSIDE, "app/ui/shell/looks.py", "app/ui/kept_tables.py"),  # how window and tables look
    "open": INSIDE,
}
"""Every call that makes a file, and who may call it."""


def files_opened_elsewhere(root: Path) -> list[str]:
    """A file that comes in goes through the one door of its kind, where its limits are."""
    found = []
    for name, tree in files(root):
        for node in nodes(tree):
            if not isinstance(node, ast.Call):
                continue
            asked = ast.unparse(node.func)
            told = next((one for one in READERS if asked == one or asked.endswith(f".{one}")), None)
            opened = _last(node.func) == "open" and any(
                isinstance(one, ast.Constant) and one.value == "rb" for one in node.args
            )
            reads = name.split("/")[1] in FACING and (
                opened or _last(node.func) in {"read_bytes", "read_text"}
            )
            if (told is not None and name not in READERS[told]) or (reads and name not in OWN_FILES):
                found.append(f"{name}:{node.lineno} {asked}")
    return found


def files_that_leave_elsewhere(root: Path) -> list[str]:
    """A file leaves the records through ``going_out``, which lists it while it is written, and in no other way."""
    return [
        f"{name}:{node.lineno} {_last(node.func)}"
        for name, tree in files(root)
        if name.split("/")[1] in OUTSIDE
        for node in nodes(tree)
        if isinstance(node, ast.Call)
        and name not in WRITERS.get(_last(node.func), (name,))
        and (_last(node.func) != "open" or _writes(node))
    ]


def _writes(call: ast.Call) -> bool:
    """Whether an ``open`` is for writing."""
    modes = [
        one.value for one in (*call.args, *(k.value for k in call.keywords)) if isinstance(one, ast.Constant)
    ]
    return any(
        isinstance(one, str) and set(one) <= set("rwxabt+") and set(one) & set("wxa+") for one in modes
    )


RULES: tuple[Rule, ...] = (
    files_opened_elsewhere,
    files_that_leave_elsewhere,
    shapeless_names,
    sizes,
    sql_above_storage,
    screens_that_reach_through,
    roles_in_widgets,
    colours_in_code,
    dialogs_elsewhere,
    other_clocks,
    nested_loops,
    turned_by_the_wheel,
    asked_where_to_elsewhere,
    lambdas_connected,
    faults_swallowed,
    migrations_that_know_the_house,
)


def _named(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def _last(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _imported(node: ast.Import | ast.ImportFrom) -> list[str]:
    return [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""]
