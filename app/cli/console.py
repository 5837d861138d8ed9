"""What a command says and asks. Nothing here fails on a letter the console cannot show."""

from __future__ import annotations

import getpass
import json
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from app.domain.errors import AlongsideError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class NobodyAnsweredError(AlongsideError):
    """A question was asked where nobody can answer it."""

    code = "U-01"


def say(text: str) -> None:
    """Print a line of what was asked for."""
    sys.stdout.write(text + "\n")


def say_json(value: object) -> None:
    """Print a value as JSON in plain ASCII, which every console and every reader of pipes can take."""
    say(json.dumps(value, ensure_ascii=True, indent=2))


def tell(text: str) -> None:
    """Print a line beside what was asked for: a fault, a question or a note."""
    sys.stderr.write(text + "\n")


def can_ask() -> bool:
    """Whether somebody sits at the keyboard."""
    return sys.stdin is not None and sys.stdin.isatty()


def ask(question: str, instead: str) -> str:
    """Ask and return the answer.

    ``instead`` says what to give on the command line where nobody can answer.
    """
    sys.stderr.write(question)
    sys.stderr.flush()
    try:
        line = sys.stdin.readline() if sys.stdin is not None else ""
    except (OSError, ValueError):  # closed, or not text
        line = ""
    if not line:
        message = f"There was nobody to ask, so nothing was done. Give {instead}."
        raise NobodyAnsweredError(message)
    return line.strip()


def ask_secret(question: str, instead: str) -> str:
    """Ask for something that is not shown while it is typed."""
    if not can_ask():
        return ask(question, instead)
    return getpass.getpass(question)


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], bool] | None]:
    """Give a function that shows how far long work has come, or None where nobody watches."""
    if not sys.stderr.isatty():
        yield None
        return

    def step(done: int, of: int) -> bool:
        sys.stderr.write(f"\r{what}: {done} of {of}")
        return True

    try:
        yield step
    finally:
        sys.stderr.write("\n")
