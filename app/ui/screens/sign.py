"""Signing: the worker first, on the same PC, with the supervisor's controls out of reach."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from app.pages import places, sign
from app.pages.sign import Step
from app.ui.context import Heard
from app.ui.kit.attendee_card import AttendeeCard, ways_on
from app.ui.kit.screen import Screen
from app.ui.kit.sealed_end import SealedEnd
from app.ui.kit.signing_sheet import SigningSheet
from app.ui.kit.widgets import button, clear, row, words
from app.ui.kit.witness_question import WitnessQuestion
from app.ui.kit.worker_answer import WorkerAnswer, written_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from app.pages.places import Place
    from app.pages.sealed import Sealed
    from app.pages.sign import Asking, Declining, Signing, SignPage
    from app.ui.context import Context

T = TypeVar("T")
READY = "The PDF is ready to read"


class SignScreen(Screen):
    """One turn after the other until the record is sealed.

    While it is the turn of somebody who is not signed in, nothing else can be reached from the keyboard.
    """

    title = "Sign"
    wide = stays = alone = True

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._record_id = ""
        self._at: SignPage | None = None
        self._handed = False
        self._visit = 0
        self._sheet: SigningSheet | None = None
        self._answer: WorkerAnswer | None = None
        self._typed = ("", "")

    def come(self, place: Place) -> None:
        """Ask whose turn it is."""
        if isinstance(place, places.Sign):
            self._typed = self._typed if place.record_id == self._record_id else ("", "")
            self._record_id = place.record_id
        self._empty()
        self._hand(away=False)
        self.read(self._once(self._begin), sign.read, self._record_id)

    def leave(self) -> None:
        """Remember an answer that was begun, for whoever comes back to it before anybody else signs in."""
        if self._answer is not None:
            self._typed = self._answer.kept()
        self._empty()

    def _hand(self, *, away: bool) -> None:
        self._handed = away
        self.context.private.emit(away)

    def _empty(self) -> None:
        self._visit += 1
        self._at, self._sheet, self._answer = None, None, None
        clear(self.page)
        self.set_foot()

    def _once(self, then: Callable[[T], None], said: str = "") -> Callable[[T], None]:
        return partial(self._hear, self._visit, then, said)

    def _hear(self, visit: int, then: Callable[[T], None], said: str, answer: T) -> None:
        self.context.problem.emit("", "")  # what went wrong before is over
        if said:
            self.context.saved.emit(said)
        if visit == self._visit:
            then(answer)

    def _draw(self, title: str, *intro: str) -> None:
        self._answer, self._sheet = None, None
        clear(self.page)
        self.set_foot()
        self.mark_turn(passed=self._handed)
        self.show_title(title)
        for text in filter(None, intro):
            self.page.addWidget(words(text, "big"))

    # --- whose turn it is -----------------------------------------------------------------------------------

    def _begin(self, page: SignPage) -> None:
        self._at = page
        if page.opens is Step.WRITE:
            self.context.go(page.writing)
        elif page.opens is Step.GATHER:
            self._gather(page)
        elif page.opens is Step.HAND_OVER:
            self._ask_over()
        else:
            self._show(page)

    def _show(self, page: SignPage) -> None:
        """Show whose turn it is what they do; the keyboard is theirs."""
        self._at = page
        if page.sealed is not None:
            self._show_sealed(page, page.sealed)
            return
        if not page.own:
            self._hand(away=True)
        if page.asking is not None and page.turn is Step.ANSWER:
            self._ask_answer(page.asking)
        elif page.signing is not None and page.pdf is not None:
            self._ask_signature(page, page.signing, page.pdf)

    def _ask_over(self) -> None:
        page = self._at
        if page is None or page.hand_over is None:
            return
        over = page.hand_over
        self._draw(over.title, over.intro)
        here = button(over.here, partial(self._show, page), "primary")
        self.page.addWidget(row(here, button(over.later, partial(self._later, over.later_said)), None))
        more: list[QWidget] = [button("Change something", self._change)] if page.leads else []
        if over.declines:
            more.append(button(over.declines, self._decline))
        self.page.addWidget(row(*more, None))
        self.page.addStretch(1)
        here.setFocus()

    def _later(self, said: str) -> None:
        self.context.said.emit(said)
        self.context.go(places.Today())

    # --- a group --------------------------------------------------------------------------------------------

    def _gather(self, page: SignPage) -> None:
        self._at = page
        self._draw(sign.WHO_CAME, sign.TOOK_PART if page.leads else sign.I_WAS_HERE)
        for one in page.attendees:
            shown = AttendeeCard(one)
            shown.came.connect(self._attend)
            self.page.addWidget(shown)
        self.page.addWidget(ways_on(page, self.context, self._compose, self._change))
        self.page.addStretch(1)

    def _attend(self, person_id: str, pin: str) -> None:
        self.context.send(self._once(self._gather), sign.attend, self._record_id, person_id, pin)

    def _compose(self) -> None:
        self.context.saved.emit("Making the PDF…")
        self.context.send(self._once(self._show, READY), sign.compose, self._record_id)

    # --- changing something ---------------------------------------------------------------------------------

    def _change(self) -> None:
        if self._sure():
            self.context.send(self.context.go, sign.change, self._record_id)

    def _take_over(self) -> None:
        sheet = self._sheet
        if sheet is not None and self._sure():
            heard = Heard(self._taken_over, partial(self._not_signed, sheet))
            self.context.send(heard, sign.take_over, self._record_id, sheet.pin())

    def _taken_over(self, place: Place) -> None:
        self._hand(away=False)
        self.context.go(place)

    def _sure(self) -> bool:
        removes = self._at.removes if self._at is not None else ""
        return not removes or self.context.dialogs.confirm(removes, "Change and ask to sign again")

    # --- the worker's answer --------------------------------------------------------------------------------

    def _ask_answer(self, asking: Asking) -> None:
        self._draw(asking.title, sign.TAKE_YOUR_TIME, "" if any(self._typed) else asking.begun)
        choice, said = self._typed if any(self._typed) else (asking.choice, asking.words)
        stop = self.context.lock_asked.emit if self._handed else None
        self._answer = WorkerAnswer(choice, said, stop)
        self._answer.answered.connect(self._respond)
        self._answer.begun.connect(self._keep)
        beside = [written_for(asking)] if asking.yours else []
        self.page.addWidget(row(self._answer, *beside, spacing=24), 1)
        self._answer.setFocus()

    def _keep(self, choice: str, said: str) -> None:
        heard = Heard(None, self.context.tell_problem)
        what = f"answer to {self._record_id}"
        self.context.keep(what, heard, sign.begin_answer, self._record_id, choice, said)

    def _respond(self, choice: str, said: str) -> None:
        self.context.saved.emit("Making the PDF…")
        heard = Heard(self._once(self._show, READY), self._not_composed)
        self.context.send(heard, sign.respond, self._record_id, choice, said)

    def _not_composed(self, error: Exception) -> None:
        self.context.saved.emit("Nothing was signed")
        self.context.tell_problem(error)

    # --- declined -------------------------------------------------------------------------------------------

    def _decline(self) -> None:
        self.read(self._once(self._ask_witness), sign.declining, self._record_id)

    def _ask_witness(self, asked: Declining) -> None:
        self._draw(asked.title, sign.THEIR_RIGHT)
        question = WitnessQuestion(asked)
        question.answered.connect(self._declined)
        question.left.connect(self._ask_over)
        self.page.addWidget(question)
        self.page.addStretch(1)
        question.setFocus()

    def _declined(self, witness_id: str, said: str) -> None:
        self.context.saved.emit("Making the PDF…")
        heard = Heard(self._once(self._show, READY), self._not_composed)
        self.context.send(heard, sign.decline, self._record_id, witness_id, said)

    # --- a signature ----------------------------------------------------------------------------------------

    def _ask_signature(self, page: SignPage, signing: Signing, pdf: bytes) -> None:
        self._typed = ("", "")
        self._draw(signing.title)
        ways: list[QWidget] = []
        if signing.may_answer and page.asking is not None:
            ways.append(button("Change my answer", partial(self._ask_answer, page.asking)))
        elif page.leads:
            ways.append(button("Change something…", self._take_over if self._handed else self._change))
        if self._handed:
            ways.append(button("Stop and lock", self.context.lock_asked.emit, "quiet"))
        sheet = self._sheet = SigningSheet(self.context, signing, pdf)
        self.set_foot(*ways, None, button(signing.sign, sheet.ask, "primary"))
        sheet.signed.connect(partial(self._sign, sheet, signing))
        self.page.addWidget(sheet, 1)
        sheet.focus()

    def _sign(self, sheet: SigningSheet, signing: Signing) -> None:
        self.context.saved.emit("Signing…")
        heard = Heard(self._once(self._signed, "Signed"), partial(self._not_signed, sheet))
        self.context.send(heard, sign.sign, self._record_id, signing, sheet.pin(), sheet.mark())

    def _not_signed(self, sheet: SigningSheet, error: Exception) -> None:
        self.context.saved.emit("Nothing was signed")
        self.context.tell_problem(error)
        if sheet is self._sheet:
            sheet.again()

    def _signed(self, page: SignPage) -> None:
        if page.sealed is not None or page.leads:
            self._show(page)
        else:
            self.context.said.emit(sign.SIGNED)
            self.context.go(places.Today())

    # --- sealed ---------------------------------------------------------------------------------------------

    def _show_sealed(self, page: SignPage, sealed: Sealed) -> None:
        shut = self._handed and not page.leads  # whoever signed last is not who is signed in
        self._hand(away=shut)
        self._draw("Sealed", sealed.words)
        if shut:
            self.page.addWidget(row(button("Lock", self.context.lock_asked.emit, "primary"), None))
            self.page.addStretch(1)
            return
        end = SealedEnd(self.context, sealed, page.pdf, self._record_id)
        end.planned.connect(partial(self.read, self._once(self._show), sign.read, self._record_id))
        self.page.addWidget(end, 1)
        done = button("Done", partial(self.context.go, places.Today()), "primary")
        self.set_foot(None, button("Open the record", partial(self.context.go, page.reading)), done)
        done.setFocus()
