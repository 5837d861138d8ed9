"""The program's own faults are written down without a word of a record, and hard ones are found at the next start."""

from __future__ import annotations

import ast
import logging
import os
import platform
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import __version__
from app.domain.errors import NotFoundError
from app.domain.kinds import Kind
from app.system.crash import stopped_before
from app.system.logs import BIGGEST, NAME, OLDER, QuietFile, begin_log
from tests.team import Team

ROOT = Path(__file__).resolve().parents[2]
WORDS = "Amira cried about breakfast"


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    """Return a log that has just begun."""
    yield begin_log(tmp_path / "log")
    root = logging.getLogger()
    for handler in [one for one in root.handlers if isinstance(one, QuietFile)]:
        root.removeHandler(handler)
        handler.close()


def fail_with(words: str) -> None:
    raise KeyError(words)


def test_a_fault_in_a_use_case_leaves_its_place_and_no_word_of_the_record(team: Team, log: Path) -> None:
    draft = team.house.writing.start(team.owner, Kind.SUPERVISION, team.other.person_id).value
    try:
        team.house.writing.store(team.owner, draft.record.id, WORDS, draft.record.revision)  # type: ignore[arg-type]
    except AttributeError:
        logging.getLogger("alongside").exception("unexpected fault")
    written = log.read_text(encoding="utf-8")
    assert "ERROR alongside" in written
    assert "unexpected fault | AttributeError at " in written
    assert "app.services.records.writing:" in written
    assert not [word for word in (*WORDS.split(), "Chipo", "Maple", "'str'") if word in written]


def test_neither_messages_nor_values_nor_file_names_are_written(log: Path) -> None:
    ours, others = logging.getLogger("alongside"), logging.getLogger("pikepdf")
    try:
        try:
            fail_with(WORDS)
        except KeyError as error:
            message = f"There is no {WORDS}."
            raise NotFoundError(message) from error
    except NotFoundError as error:
        error.add_note(WORDS)
        ours.exception("could not be found: %s", WORDS)
        others.error(f"bad file /home/amira/{WORDS}.pdf")
        others.error(WORDS, exc_info=error)
    written = log.read_text(encoding="utf-8")
    assert not [word for word in (*WORDS.split(), "amira") if word in written]
    assert "NotFoundError R-04 at tests.system.test_logs:" in written
    assert " | KeyError at tests.system.test_logs:" in written
    assert written.count("\n") == 4
    first = written.splitlines()[0]  # said once, before the first fault, for whoever looks after the PC
    assert f" runs on: Alongside {__version__}, Python {platform.python_version()}, " in first
    assert "SQLAlchemy " in first
    assert not [one for one in (platform.node(), os.environ.get("USER", "")) if len(one) > 3 and one in first]


def test_our_own_log_lines_are_sentences_that_stand_in_the_code() -> None:
    spoken = {"debug", "info", "warning", "error", "exception", "critical"}
    made_up = [
        f"{path.name}:{call.lineno}"
        for path in sorted((ROOT / "app").rglob("*.py"))
        if "logging" in (text := path.read_text(encoding="utf-8"))
        for call in ast.walk(ast.parse(text))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr in spoken
        and call.args  # a future’s exception() takes none
        and not isinstance(call.args[0], ast.Constant)
    ]
    assert made_up == []


def test_the_log_rotates_and_keeps_a_few_files(log: Path) -> None:
    speak = logging.getLogger("alongside")
    for _ in range(12 * BIGGEST // 100):
        speak.warning("something that is said again and again, so that the file grows until it is full")
    files = sorted(path.name for path in log.parent.iterdir())
    assert files == [NAME, *(f"{NAME}.{number + 1}" for number in range(OLDER))]
    assert all(path.stat().st_size <= BIGGEST for path in log.parent.iterdir())


def test_a_log_that_cannot_be_written_stops_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "log").write_text("a file where the folder should be", encoding="utf-8")
    begin_log(tmp_path / "log")
    logging.getLogger("alongside").error("this is lost")
    assert capsys.readouterr() == ("", "")


def program(state: Path, code: str) -> subprocess.CompletedProcess[str]:
    """Run a few lines in a program that has begun as Alongside does."""
    begin = (
        "from app.system.paths import logs_dir; from app.system.logs import begin_log; "
        "from app.system.crash import watch; watch(logs_dir(), begin_log(logs_dir()))\n"
    )
    return subprocess.run(
        [sys.executable, "-c", begin + code],
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "XDG_STATE_HOME": str(state)},
    )


def log_folder(state: Path) -> Path:
    return next(path for path in state.rglob("*") if path.name == "log")


def test_a_hard_fault_leaves_a_trace_that_the_next_start_finds_once(tmp_path: Path) -> None:
    if sys.platform != "linux":
        return
    died = program(tmp_path, "import ctypes; ctypes.string_at(0)")
    assert died.returncode < 0
    folder = log_folder(tmp_path)
    trace = stopped_before(folder)
    assert trace is not None
    assert "Fatal Python error: Segmentation fault" in trace.read_text(encoding="utf-8")
    assert stopped_before(folder) is None


def test_a_run_that_ends_well_leaves_no_trace(tmp_path: Path) -> None:
    if sys.platform != "linux":
        return
    assert program(tmp_path, "").returncode == 0
    assert [path.name for path in log_folder(tmp_path).iterdir()] == []
    assert stopped_before(log_folder(tmp_path)) is None


def test_an_unexpected_fault_is_told_in_a_sentence_and_written_without_its_words(tmp_path: Path) -> None:
    if sys.platform != "linux":
        return
    code = (
        "import threading\n"
        f"thread = threading.Thread(target=lambda: {{}}[{WORDS!r}]); thread.start(); thread.join()\n"
        f"raise ValueError({WORDS!r})"
    )
    failed = program(tmp_path, code)
    assert failed.returncode == 1
    assert failed.stderr.count("Something went wrong in Alongside itself") == 2
    assert "The records are safe" in failed.stderr
    written = (log_folder(tmp_path) / NAME).read_text(encoding="utf-8")
    assert "KeyError at " in written
    assert "ValueError at __main__:" in written
    assert not [word for word in WORDS.split() if word in written + failed.stderr]


def test_a_folder_that_cannot_be_written_stops_no_program(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("no folder", encoding="utf-8")
    done = program(tmp_path / "state", "print('well')")
    assert (done.returncode, done.stdout, done.stderr) == (0, "well\n", "")
