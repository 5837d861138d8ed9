"""Signing: the worker first, on the same PC, with the supervisor's controls out of reach."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.clock import long_date
from app.domain.records import Choice, RecordState, Response
from app.domain.signing import Part
from app.ui.kit.fields import Choices, Picker, TextBox
from app.ui.kit.pdf_view import PdfView
from app.ui.kit.screen import Screen
from app.ui.kit.signature_pad import SignaturePad
from app.ui.kit.widgets import READING_WIDTH, button, card, chip, clear, column, field, line, row, words

if TYPE_CHECKING:
    from app.domain.people import Person
    from app.services.records.desk import Draft
    from app.services.signing.turns import Turn
    from app.ui.context import Context

CHOICES = tuple(
    (choice.value, choice.label) for choice in (Choice.AGREE, Choice.AGREE_AND_ADD, Choice.DO_NOT_AGREE)
)


class SignScreen(Screen):
    """One turn after the other until the record is sealed."""

    title = "Sign"
    wide = True

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._record_id = ""
        self._turn: Turn | None = None
        self._pdf = PdfView(context, "The record exactly as it will be sealed")

    def enter(self, **arguments: Any) -> None:
        """Ask whose turn it is."""
        self._record_id = str(arguments["record_id"])
        self.context.private.emit(False)  # noqa: FBT003 - a signal's value
        self.context.run(
            partial(self.context.house.signing.ask, self.context.actor, self._record_id), self._begin
        )

    def _begin(self, turn: Turn) -> None:
        self._turn = turn
        if turn.record.state == RecordState.DRAFT:
            self.context.write(turn.record.kind, record_id=self._record_id)
        elif turn.part is None:
            self._sealed(turn)
        elif turn.record.kind.is_group:
            self._gather_round(turn)
        elif turn.part is not Part.WORKER or self.context.actor.person_id == turn.about.id:
            self._show_turn(turn)
        else:
            self._hand_over(turn)

    def _page(self, title: str, *intro: str) -> None:
        self._pdf.hide()
        self._pdf.setParent(None)
        clear(self.page)
        self.show_title(title)
        for text in intro:
            self.page.addWidget(words(text, "big"))

    # --- a group
    # -------------------------------------------------------------------------------------------------------

    def _gather_round(self, turn: Turn) -> None:
        self._turn = turn
        self._page(
            "Who was here?",
            (
                "Each person signs with their own PIN that they took part. Then the record is signed by "
                "whoever led it."
            ),
        )
        signed = {a.person_id for a in turn.attendance}
        for person in turn.attendees:
            if person.id in signed:
                self.page.addWidget(
                    card(
                        row(
                            words(person.name, "label"),
                            None,
                            chip("✓", "signed that they took part", "in_date"),
                        )
                    )
                )
                continue
            pin = line(secret=True)
            pin.setAccessibleName(f"{person.first_name}’s PIN")
            pin.setPlaceholderText("PIN")
            pin.setMaximumWidth(180)
            attend = partial(self._attend, person.id, pin)
            pin.returnPressed.connect(attend)
            self.page.addWidget(
                card(
                    row(
                        words(person.name, "label"),
                        None,
                        pin,
                        button("I took part", attend, tip=f"{person.name} took part"),
                    )
                )
            )
        go_on = button("Make the PDF and sign", self._compose, "primary")
        go_on.setEnabled(bool(signed))
        later = button("The rest sign later", partial(self.context.go, "today"))
        self.page.addWidget(row(go_on, button("Change something", self._change), later, None))
        self.page.addStretch(1)

    def _attend(self, person_id: str, pin: Any) -> None:
        use_case = partial(self.context.house.signing.attend, self._record_id, person_id, pin.text())
        self.context.run(use_case, self._gather_round)

    def _compose(self) -> None:
        self.context.saved.emit("Making the PDF…")
        self.context.run(
            partial(self.context.house.signing.compose, self.context.actor, self._record_id), self._answered
        )

    # --- handing over
    # --------------------------------------------------------------------------------------------------

    def _hand_over(self, turn: Turn) -> None:
        first = turn.about.first_name
        self._page(
            f"Pass the keyboard to {first}",
            f"{first} reads the record and signs first. Your own pages cannot be reached meanwhile.",
        )
        self.page.addWidget(
            row(
                button(f"{first} is here: hand over", self._give, "primary"),
                button(f"{first} isn’t here – sign later", self._later),
                None,
            )
        )
        self.page.addWidget(
            row(
                button("Change something", self._change),
                button(f"{first} declines to sign…", self._decline),
                None,
            )
        )
        self.page.addStretch(1)

    def _give(self) -> None:
        if self._turn is not None:
            self.context.private.emit(True)  # noqa: FBT003 - a signal's value
            self._show_turn(self._turn)

    def _later(self) -> None:
        name = self._turn.about.first_name if self._turn else ""
        self.context.said.emit(f"The record waits for {name} on their own Today. You sign after them.")
        self.context.go("today")

    def _change(self) -> None:
        if self._turn is None:
            return
        signed = self._turn.record.state is RecordState.WAITING
        question = (
            f"Changing this removes {self._turn.about.first_name}’s signature. They will need to sign again."
        )
        if signed and not self.context.dialogs.confirm(question, "Change and ask to sign again"):
            return
        self.context.run(
            partial(self.context.house.writing.reopen, self.context.actor, self._record_id), self._reopened
        )

    def _reopened(self, draft: Draft) -> None:
        self.context.write(draft.record.kind, record_id=draft.record.id)

    # --- the worker's answer
    # -------------------------------------------------------------------------------------------

    def _show_turn(self, turn: Turn) -> None:
        self._turn = turn
        if turn.part is None:
            self._sealed(turn)
        elif turn.part is Part.WORKER and (turn.record.response is None or turn.pdf is None):
            self._ask_answer(turn)
        else:
            self._ask_signature(turn)

    def _ask_answer(self, turn: Turn) -> None:
        first = turn.about.first_name
        self._page(
            f"{first}, this is your turn",
            "You have read the record together. Take the time you need. What do you say to it?",
        )
        response = turn.record.response
        self._choice = Choices(
            "Your answer", CHOICES, response.choice.value if response else "", upright=True
        )
        self._words = TextBox(response.words if response else "", "In your own words", lines=4)
        self._words.setMaximumWidth(READING_WIDTH)
        self.page.addWidget(field("Your answer", self._choice))
        self.page.addWidget(
            field("Your own words", self._words, "They become part of the record. Nobody can change them.")
        )
        parts = [button("Read it as it will be sealed", self._respond, "primary"), None]
        if self.context.actor.person_id != turn.about.id:
            parts.insert(1, button("Stop and lock", self.context.lock_asked.emit))
        self.page.addWidget(row(*parts))
        self.page.addStretch(1)
        self._choice.buttons()[0].setFocus()

    def _respond(self) -> None:
        if not self._choice.value():
            self.context.problem.emit("Choose your answer first.", "R-06")
            return
        self._send(Response(choice=Choice(self._choice.value()), words=self._words.toPlainText()))

    def _send(self, response: Response) -> None:
        self.context.saved.emit("Making the PDF…")
        self.context.run(
            partial(self.context.house.signing.respond, self.context.actor, self._record_id, response),
            self._answered,
        )

    def _answered(self, turn: Turn) -> None:
        self.context.saved.emit("The PDF is ready to read")
        self._show_turn(turn)

    def _decline(self) -> None:
        self.context.run(
            partial(self.context.house.signing.witnesses, self.context.actor, self._record_id),
            self._ask_witness,
        )

    def _ask_witness(self, people: tuple[Person, ...]) -> None:
        if self._turn is None:
            return
        first = self._turn.about.first_name
        self._page(
            f"{first} declines to sign",
            "That is their right. Somebody else confirms that the record was offered.",
        )
        if not people:
            self.page.addWidget(
                words(
                    "Nobody else here has a PIN yet, so nobody can be the witness. The record can "
                    "wait for the worker instead."
                )
            )
        self._witness = Picker([(p.id, p.name) for p in people], None, "choose somebody")
        self._words = TextBox("", "If they gave a reason, in their words", lines=3)
        self.page.addWidget(field("Witness", self._witness))
        self.page.addWidget(field(f"What {first} said", self._words))
        self.page.addWidget(
            row(
                button("Make the PDF", self._declined, "primary"),
                button("Go back", partial(self._hand_over, self._turn)),
                None,
            )
        )
        self.page.addStretch(1)

    def _declined(self) -> None:
        self._send(
            Response(
                choice=Choice.DECLINED, words=self._words.toPlainText(), witness_id=self._witness.value()
            )
        )

    # --- a signature
    # ---------------------------------------------------------------------------------------------------

    def _ask_signature(self, turn: Turn) -> None:
        signer = turn.signer
        if signer is None or turn.part is None:
            return
        self._page(f"{signer.first_name}, read and sign", "This is the record exactly as it will be sealed.")
        self._pad = SignaturePad(signer.name)
        self._pin = line(secret=True)
        self._pin.returnPressed.connect(self._sign)
        parts: list[Any] = [button(f"Sign as {signer.name}", self._sign, "primary")]
        if turn.part is Part.WORKER:
            parts.append(button("Change my answer", partial(self._ask_answer, turn)))
        elif self.context.actor.person_id == turn.led_by.id and turn.part is Part.SUPERVISOR:
            parts.append(button("Change something…", self._change))
        hand = column(
            card(words("You confirm", "hint"), words(turn.statement, "big")),
            self._pad.widget,
            field(
                f"{signer.first_name}’s PIN", self._pin, "Only you know it. It opens your own signing key."
            ),
            *parts,
            None,
            spacing=12,
        )
        hand.setMinimumWidth(330)
        hand.setMaximumWidth(430)
        sheet = QHBoxLayout()
        sheet.setSpacing(20)
        sheet.addWidget(self._pdf, 1)
        sheet.addWidget(hand)
        holder = QWidget()
        holder.setLayout(sheet)
        self.page.addWidget(holder, 1)
        self._pdf.show()
        if turn.pdf:
            QTimer.singleShot(0, partial(self._pdf.show_pdf, turn.pdf))
        self._pad.focus()

    def _sign(self) -> None:
        turn = self._turn
        if turn is None or turn.part is None or turn.signer is None:
            return
        self.context.saved.emit("Signing…")
        use_case = partial(
            self.context.house.signing.sign,
            self._record_id,
            turn.part,
            turn.signer.id,
            self._pin.text(),
            self._pad.mark(),
        )
        self.context.run(use_case, self._signed, self._not_signed)

    def _not_signed(self, error: Exception) -> None:
        self.context.saved.emit("Nothing was signed")
        self.context.tell_problem(error)
        self._pin.selectAll()
        self._pin.setFocus()

    def _signed(self, turn: Turn) -> None:
        self.context.saved.emit("Signed")
        if turn.part is None:
            self._turn = turn
            self._sealed(turn)
        elif self.context.actor.person_id == turn.led_by.id:
            self._show_turn(turn)
        else:
            self.context.said.emit("Signed. The record now waits for the supervisor.")
            self.context.go("today")

    # --- sealed
    # --------------------------------------------------------------------------------------------------------

    def _sealed(self, turn: Turn) -> None:
        self.context.private.emit(False)  # noqa: FBT003 - a signal's value
        on = long_date(turn.record.held_at.astimezone(self.context.house.clock.zone()).date())
        self._page("Sealed", f"{turn.record.title} of {on} is signed by both and can no longer be changed.")
        self.page.addWidget(
            row(
                button("Done", partial(self.context.go, "today"), "primary"),
                button("Save a copy…", self._save_copy),
                button("Open the record", partial(self.context.go, "record", record_id=self._record_id)),
                None,
            )
        )
        self.page.addStretch(1)

    def _save_copy(self) -> None:
        name = f"{self._turn.record.number}.pdf" if self._turn else "record.pdf"
        path = self.context.dialogs.save_file("Save a copy of the sealed PDF", name, "PDF (*.pdf)")
        if path is not None:
            self.context.run(
                partial(self.context.house.transfer.export_one, self.context.actor, self._record_id, path),
                self.context.tell_saved,
            )
