"""What no test notices needs a reason: the list is read, compared, and fails for what is not in it."""

from __future__ import annotations

import pytest

from tests.mutants import Change, Reason, lines_of, name_of, reasons, told

LIVES = Change(of="app.domain.schedule.due", was="a < b", now="a <= b")


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("app.domain.schedule.x_due__mutmut_22", "app.domain.schedule.due"),
        ("app.domain.schedule.x__by_rule__mutmut_2", "app.domain.schedule._by_rule"),
        ("app.domain.schedule.xǁRuleǁfits__mutmut_1", "app.domain.schedule.Rule.fits"),
    ],
)
def test_a_change_is_named_as_people_name_its_function(key: str, name: str) -> None:
    assert name_of(key) == name


def test_a_change_is_told_by_the_line_before_and_after() -> None:
    diff = "--- a.py\n+++ a.py\n@@ -1,2 +1,2 @@\n def due():\n-    return a < b\n+    return a <= b"
    assert lines_of(diff) == ("return a < b", "return a <= b")


@pytest.mark.parametrize(
    ("reason", "well"),
    [
        (Reason(of=LIVES.of, why="the same day", was="a < b", now="a <= b"), True),
        (Reason(of=LIVES.of, why="all of it is words"), True),
        (Reason(of=LIVES.of, why="another line", was="a > b", now="a >= b"), False),
        (Reason(of="app.domain.access.may_read", why="elsewhere"), False),
    ],
)
def test_only_a_change_with_a_reason_may_live(reason: Reason, *, well: bool) -> None:
    text, fine = told(100, [LIVES], (reason,), 0.95)
    assert fine is well
    assert ("a <= b" in text) is not well


def test_too_many_that_live_fail_whatever_their_reasons() -> None:
    known = (Reason(of=LIVES.of, why="words"),)
    assert told(100, [LIVES] * 5, known, 0.95)[1]
    assert not told(100, [LIVES] * 6, known, 0.95)[1]


def test_every_reason_is_a_sentence_about_a_function_there_is() -> None:
    from importlib import import_module  # noqa: PLC0415
    from importlib.util import find_spec  # noqa: PLC0415

    for reason in reasons():
        assert len(reason.why) > 10, reason
        module = reason.of
        while find_spec(module.split(".")[0]) and not _is_module(module):
            module = module.rpartition(".")[0]
        found: object = import_module(module)
        for part in filter(None, reason.of.removeprefix(module).split(".")):
            found = getattr(found, part)


def _is_module(name: str) -> bool:
    from importlib.util import find_spec  # noqa: PLC0415

    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:
        return False
