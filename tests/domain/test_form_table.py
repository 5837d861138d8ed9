"""A table of questions copied from Word or Excel, and a form begun from nothing."""

from __future__ import annotations

import pytest

from app.catalog.registry import Catalog
from app.domain.form_faults import faults
from app.domain.form_start import begun, main_step
from app.domain.form_table import Guess, guesses, sections
from app.domain.form_uses import AUDIT, PREPARED, sheet_before, steps_of, use_of
from app.domain.forms import FieldRole, FieldType, Step
from app.domain.kinds import Kind
from app.system.resources import resource

CATALOG = Catalog(resource("catalog"))
USUAL = {
    **{kind.value: CATALOG.form(kind) for kind in Kind},
    **{sheet_before(kind): CATALOG.preparation(kind) for kind in PREPARED},
    AUDIT: CATALOG.audits()[0],
}
LONG, YES_NO, SCALE = FieldType.LONG, FieldType.YES_NO, FieldType.SCALE


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("How have you been?", Guess("How have you been?")),
        ("1. What went well?", Guess("What went well?")),
        ("• What was hard?", Guess("What was hard?")),
        ("Did the person agree?", Guess("Did the person agree?", YES_NO)),
        ("Date of last training", Guess("Date of last training", FieldType.DATE)),
        ("How many falls?", Guess("How many falls?", FieldType.NUMBER)),
        ("How long did it take?", Guess("How long did it take?", FieldType.DURATION)),
        ("Arrived on time\tYes/No", Guess("Arrived on time", YES_NO, ("Yes", "No"))),
        ("Gloves worn\tYes / No / N/A", Guess("Gloves worn", YES_NO, ("Yes", "No", "Does not apply"))),
        ("Mood\tHappy, sad, cross", Guess("Mood", FieldType.CHOICE, ("Happy", "sad", "cross"))),
        (
            "Seen\tTick all that apply: meals; meds; hoist",
            Guess("Seen", FieldType.MULTI, ("meals", "meds", "hoist")),
        ),
        ("Confidence\t1-5", Guess("Confidence", SCALE, ("1", "2", "3", "4", "5"))),
        ("Confidence\t1 to 3", Guess("Confidence", SCALE, ("1", "2", "3"))),
        ("When\tDate", Guess("When", FieldType.DATE)),
        ("Worker\tInitials", Guess("Worker", FieldType.INITIALS)),
        ("Name of service *", Guess("Name of service", LONG, (), must=True)),
        ("SECTION 2", Guess("Section 2", part=True)),
        ("WELLBEING", Guess("Wellbeing", part=True)),
        ("Part B: Practice", Guess("Part B: Practice", part=True)),
    ],
)
def test_a_line_is_a_question_with_the_answer_its_words_speak_for(line: str, expected: Guess) -> None:
    assert guesses(line) == (expected,)


def test_a_header_is_taken_at_its_word() -> None:
    table = (
        "No\tQuestion\tAnswer type\tChoices\tRequired\n"
        "1\tWho was there?\tWords, one line\t\tyes\n"
        "2\tHow was it?\tOne of several\tGood/Bad\t\n"
        "3\tAnything else?\t\t\t\n"
    )
    assert guesses(table) == (
        Guess("Who was there?", FieldType.SHORT, (), must=True),
        Guess("How was it?", FieldType.CHOICE, ("Good", "Bad")),
        Guess("Anything else?"),
    )


def test_columns_with_nothing_below_are_levels_and_a_column_for_notes_is_not() -> None:
    table = "\tNot yet\tPartly\tMet\tN/A\tComments\nWashes hands\t\t\t\t\t\nWears gloves\t\t\t\t\t\n"
    assert guesses(table) == tuple(
        Guess(words, SCALE, ("Not yet", "Partly", "Met", "N/A")) for words in ("Washes hands", "Wears gloves")
    )
    check = "Item\tYes\tNo\tN/A\nBed made\t\t\t\nCall bell in reach\t\t\t\n"
    made = sections(guesses(check), Step.OBSERVE, "Questions")
    assert [(f.label, f.type, f.does_not_apply) for f in made[0].fields] == [
        ("Bed made", YES_NO, True),
        ("Call bell in reach", YES_NO, True),
    ]
    one = "Item\tSeen\nBed made\t\nFloor dry\t\n"
    assert guesses(one)[0] == Guess("Bed made", FieldType.MULTI, ("Seen",))


def test_a_table_of_word_is_read_with_its_titles_lists_and_styles_left_out() -> None:
    html = (
        "<html><style>td{color:red}</style><body><table><tr><td colspan=2><b>About&nbsp;you</b></td></tr>"
        "<tr><th>Question</th><th>Answer</th></tr>"
        "<tr><td><p>1.\tHow are\n you?</p></td><td></td></tr>"
        "<tr><td>Lifts</td><td><p>Hoist</p><p>Slide sheet</p></td></tr>"
        "</table></body></html>"
    )
    assert guesses("ignored", html)[-2:] == (
        Guess("How are you?"),
        Guess("Lifts", FieldType.CHOICE, ("Hoist", "Slide sheet")),
    )
    assert guesses("One line", "<p>One line</p>") == (Guess("One line"),)


def test_a_cell_in_quotation_marks_may_hold_line_ends() -> None:
    assert guesses('Mood\t"Good\nBad"\nNext?\t\n') == (
        Guess("Mood", FieldType.CHOICE, ("Good", "Bad")),
        Guess("Next?"),
    )
    assert guesses('He said "stop"') == (Guess('He said "stop"'),)


def test_nothing_is_found_where_nothing_is_asked() -> None:
    assert guesses("") == guesses("\n \n") == guesses("", "<table></table>") == ()
    assert sections((Guess("Only a title", part=True),), Step.TALK, "Questions") == ()


def test_parts_begin_at_their_titles_and_levels_count_from_none() -> None:
    made = sections(
        (Guess("First?"), Guess("Later", part=True), Guess("How well?", SCALE, ("Not yet", "Met", "N/A"))),
        Step.TALK,
        "Questions",
    )
    assert [(part.title, [f.label for f in part.fields]) for part in made] == [
        ("Questions", ["First?"]),
        ("Later", ["How well?"]),
    ]
    assert [option.score for option in made[1].fields[0].options] == [0, 1, None]
    assert len({f.id for part in made for f in part.fields}) == 2


@pytest.mark.parametrize("use", sorted(USUAL))
def test_a_form_begun_from_nothing_lacks_only_words_and_has_what_its_kind_needs(use: str) -> None:
    form = begun(USUAL[use], "Ours")
    assert use_of(form) == use or form.kind in PREPARED
    assert form.lacks == ()
    assert {fault.setting for fault in faults(form)} <= {"title", "label"}
    assert main_step(USUAL[use]) in steps_of(form)


def test_a_form_begun_from_a_table_is_given_what_the_table_does_not_ask() -> None:
    table = sections(guesses("Who was there?"), main_step(USUAL["coaching"]), "Questions")
    form = begun(USUAL["coaching"], "Ours", table)
    assert form.lacks == ()
    assert faults(form) == ()
    assert [s.title for s in form.sections] == ["Coaching", "Questions"]
    watched = sections(guesses("\tNot yet\tMet\nWashes hands\t\t\n"), Step.OBSERVE, "What you see")
    form = begun(USUAL["observation"], "Ours", watched)
    assert [key for key, _ in form.all_by_role(FieldRole.RATING)] == ["part_1.question_1"]
    assert [s.id for s in form.sections] == ["part_1"]
