"""The walls stand, and each one refuses a violation planted in a copy of the house."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture import rules

ROOT = Path(__file__).resolve().parents[2]

CONTRACTS = {
    "a row in a service": ("app/services/planted.py", "from app.models.records import RecordRow\n", "app.services.planted -> app.models.records"),
    "a gateway in a service": (
        "app/services/planted.py",
        "def look() -> object:\n    from app.storage.gateways import people\n    return people\n",
        "app.services.planted -> app.storage.gateways",
    ),
    "sqlalchemy in a service": ("app/services/planted.py", "import sqlalchemy\n", "app.services.planted -> sqlalchemy"),
    "sqlalchemy in a page": ("app/pages/planted.py", "import sqlalchemy\n", "app.pages.planted -> sqlalchemy"),
    "a cycle within a room, closed lazily": (
        "app/domain/planted.py",
        "from app.domain import planted_too\n",
        "planted",
    ),
    "a domain that knows a service": ("app/domain/planted.py", "from app.services import house\n", "app.domain.planted -> app.services"),
    "a migration that imports models": (
        "app/storage/migrations/planted.py",
        "from app.models import records\n",
        "app.storage.migrations.planted -> app.models.records",
    ),
    "the command line on storage": ("app/cli/planted.py", "from app.storage import vault\n", "app.cli.planted -> app.storage.vault"),
    "the command line on a screen": ("app/cli/planted.py", "from app.ui.screens import today\n", "app.cli.planted -> app.ui"),
    "Qt in a page": ("app/pages/planted.py", "from PySide6.QtCore import QObject\n", "app.pages.planted -> PySide6"),
    "a service in a screen": ("app/ui/screens/planted.py", "from app.services import house\n", "app.ui.screens.planted -> app.services.house"),
    "a screen in a screen": ("app/ui/screens/planted.py", "from app.ui.screens import today\n", "app.ui.screens.planted -> app.ui.screens.today"),
    "storage that draws PDFs": ("app/storage/planted.py", "from app.documents import render\n", "app.storage.planted -> app.documents"),
    "the PDF library in a service": ("app/services/planted.py", "import pikepdf\n", "app.services.planted -> pikepdf"),
    "a page that opens the vault": ("app/pages/planted.py", "from app.storage import vault\n", "app.pages.planted -> app.storage"),
    "pages that know a screen": ("app/pages/planted.py", "from app.ui import tasks\n", "app.pages.planted -> app.ui.tasks"),
}  # fmt: skip
PLANTED: dict[str, tuple[rules.Rule, str, str]] = {
    "a room for everything": (rules.shapeless_names, "app/services/utils.py", "X = 1\n"),
    "a long file": (rules.sizes, "app/domain/planted.py", "\n" * 401),
    "a long function": (rules.sizes, "app/domain/planted.py", "def f() -> None:\n" + "    x = 1\n" * 51),
    "a long class": (rules.sizes, "app/domain/planted.py", "class C:\n" + "    x = 1\n" * 251),
    "SQL in a service": (rules.sql_above_storage, "app/services/planted.py", 'Q = "SELECT id FROM record"\n'),
    "a session in a service": (rules.sql_above_storage, "app/services/planted.py", "def f(work):\n    work.session.flush()\n"),
    "a screen that calls a service": (
        rules.screens_that_reach_through,
        "app/ui/screens/planted.py",
        "def f(self):\n    self.context.house.people.list(self.context.actor)\n",
    ),
    "a service named for its type only": (
        rules.screens_that_reach_through,
        "app/ui/screens/planted.py",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from app.services.packs import PacksService\n",
    ),
    "a screen that runs something itself": (
        rules.screens_that_reach_through,
        "app/ui/screens/planted.py",
        "def f(self):\n    self.context.tasks.command(f)\n",
    ),
    "a date formatted in a widget": (rules.screens_that_reach_through, "app/ui/kit/planted.py", "X = day.strftime('%d')\n"),
    "a role asked in a widget": (rules.roles_in_widgets, "app/ui/kit/planted.py", "X = actor.role is Role.OWNER\n"),
    "a ZIP opened elsewhere": (rules.files_opened_elsewhere, "app/services/planted.py", "zipfile.ZipFile(path)\n"),
    "TOML read elsewhere": (rules.files_opened_elsewhere, "app/services/planted.py", "tomllib.loads(text)\n"),
    "a chosen file read elsewhere": (rules.files_opened_elsewhere, "app/pages/planted.py", "data = path.read_bytes()\n"),
    "a colour in code": (rules.colours_in_code, "app/ui/kit/planted.py", 'X = "#aabbcc"\n'),
    "a dialog elsewhere": (rules.dialogs_elsewhere, "app/ui/screens/planted.py", "QMessageBox.information(None, '', '')\n"),
    "another clock": (rules.other_clocks, "app/services/planted.py", "import datetime as dt\nX = dt.datetime.now(dt.UTC)\n"),
    "pumped events": (rules.nested_loops, "app/ui/kit/planted.py", "app.processEvents()\n"),
    "a second loop": (rules.nested_loops, "app/ui/screens/planted.py", "dialog.exec()\n"),
    "a field the wheel turns": (rules.turned_by_the_wheel, "app/ui/screens/planted.py", "box = QSpinBox()\n"),
    "a file saved by another way": (rules.asked_where_to_elsewhere, "app/ui/screens/planted.py", "self.dialogs.save_file('', '', '')\n"),
    "a file that leaves unlisted": (rules.files_that_leave_elsewhere, "app/services/planted.py", "write_out(to, data)\n"),
    "a list written by hand": (rules.files_that_leave_elsewhere, "app/cli/planted.py", "with open(to, 'w') as out:\n    pass\n"),
    "a lambda connected": (rules.lambdas_connected, "app/ui/kit/planted.py", "b.clicked.connect(lambda: None)\n"),
    "a fault swallowed": (rules.faults_swallowed, "app/services/planted.py", "try:\n    pass\nexcept Exception:\n    pass\n"),
    "a migration that imports the domain": (
        rules.migrations_that_know_the_house,
        "app/storage/migrations/versions/9999_planted.py",
        "from app.domain.people import Role\n",
    ),
}  # fmt: skip


def copied(tmp_path: Path) -> Path:
    """Return a copy of the house that may be spoilt."""
    shutil.copytree(ROOT / "app", tmp_path / "app", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def plant(root: Path, name: str, text: str) -> None:
    """Write a file into the copy."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def contracts(root: Path) -> subprocess.CompletedProcess[str]:
    """Run the import contracts on a folder."""
    run = "import sys; sys.path.insert(0, '.'); from importlinter.cli import lint_imports_command as c; c()"
    command = [sys.executable, "-c", run, "--no-cache"]
    environment = {**os.environ, "PYTHONPATH": str(root), "COLUMNS": "400"}
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False, env=environment)


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: str(rule.__doc__))
def test_the_house_keeps_its_rules(rule: rules.Rule) -> None:
    assert rule(ROOT) == []


@pytest.mark.parametrize("what", PLANTED)
def test_a_planted_violation_is_found(what: str, tmp_path: Path) -> None:
    rule, name, text = PLANTED[what]
    plant(tmp_path, name, text)
    assert any(found.startswith(name) for found in rule(tmp_path)), what


def test_every_rule_is_proved_by_a_planted_violation() -> None:
    assert {rule for rule, _, _ in PLANTED.values()} == set(rules.RULES)


def test_the_import_contracts_refuse_every_planted_import(tmp_path: Path) -> None:
    whole = copied(tmp_path / "whole")
    assert contracts(whole).returncode == 0
    missed = []
    for number, (what, (name, text, told)) in enumerate(CONTRACTS.items()):
        root = copied(tmp_path / str(number))
        plant(root, name, text)
        if "cycle" in what:
            plant(
                root,
                "app/domain/planted_too.py",
                "def f():\n    from app.domain import planted\n    return planted\n",
            )
        done = contracts(root)
        heard = done.stdout.replace("\n", " ")
        if done.returncode == 0 or told not in heard:
            missed.append((what, heard[-300:]))
        shutil.rmtree(root)
    assert missed == []
