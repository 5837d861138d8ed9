"""Signing a finished record: whose turn it is, what they read and confirm, and what is said afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain.changes import Outcome, changed
from app.domain.errors import IncompleteError
from app.domain.records import Choice, RecordState, Response
from app.domain.signing import Part
from app.pages import places
from app.pages.pieces import Option, people_options
from app.pages.sealed import Sealed, sealed

if TYPE_CHECKING:
    from app.domain.on_paper import To
    from app.domain.people import Actor
    from app.domain.signing import Mark
    from app.pages import House
    from app.pages.places import Place
    from app.services.signing.turns import Turn

CHOICES = tuple(
    Option(choice.value, choice.label) for choice in (Choice.AGREE, Choice.AGREE_AND_ADD, Choice.DO_NOT_AGREE)
)
WHO_CAME = "Who was here?"
I_WAS_HERE = "Read it, then sign with your own PIN that you took part."
TOOK_PART = (
    "Each person signs with their own PIN that they took part. Then the record is signed by whoever led it."
)
TAKE_YOUR_TIME = "You have read the record together. Take the time you need. What do you say to it?"
OWN_WORDS = "They become part of the record. Nobody can change them."
AS_SEALED = "This is the record exactly as it will be sealed."
OWN_PIN = "Only you know it."
THEIR_RIGHT = "That is their right. Somebody else confirms that the record was offered."
NO_WITNESS = (
    "Nobody else here has a PIN yet, so nobody can be the witness. The record can wait for the worker "
    "instead."
)
BEGUN = (
    "You began an answer before. It is kept, and only you can open it: sign in with your own PIN to go on "
    "with it. What you write here takes its place."
)
NOT_CONFIRMED = "It stands in the record as it was written down, not signed by whom it is about."
ANSWER_FIRST = "Choose your answer first."
PIN_FIRST = (
    "Type your own PIN first: the keyboard was handed over, and only you can take it back. Nothing was "
    "changed."
)
SIGNED = "Signed. The record now waits for the supervisor."
KEEP_CLOSED = "Meanwhile your own pages cannot be reached."


class Step(StrEnum):
    """What is shown of a record that is being signed."""

    WRITE = "write"
    GATHER = "gather"
    HAND_OVER = "hand_over"
    ANSWER = "answer"
    SIGN = "sign"
    SEALED = "sealed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendee:
    """Somebody of a group, and whether they signed that they took part."""

    person_id: str
    name: str
    pin: str
    tip: str
    signed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """The keyboard goes to whose turn it is. ``declines`` is empty for anybody but the worker."""

    title: str
    intro: str
    here: str
    later: str
    later_said: str
    declines: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What the worker is asked before they sign, and what they said so far.

    ``begun`` says that they began an answer which only they can open, with their own PIN. ``yours`` says that
    ``lines``, questions and what was written down to them, are theirs to say; empty when there are none.
    """

    title: str
    choice: str
    words: str
    begun: str = ""
    yours: str = ""
    lines: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
    """Whose signature is asked for, and what they confirm. The worker may change their answer.

    ``yours`` says that what was written down for the worker becomes theirs with their PIN.
    """

    part: Part
    person_id: str
    name: str
    title: str
    statement: str
    sign: str
    pin: str
    may_answer: bool
    yours: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignPage:
    """Where a record is on its way to being sealed.

    ``opens`` is what somebody who comes sees, ``turn`` what follows once the keyboard is handed over. ``own``
    says that whose turn it is is signed in, ``leads`` that whoever leads the record is; only they may change
    it. ``removes`` asks before a signature is lost. ``writing`` is where it is changed.
    """

    record_id: str
    opens: Step
    turn: Step
    own: bool
    leads: bool
    reading: Place
    removes: str
    writing: Place
    attendees: tuple[Attendee, ...]
    hand_over: HandOver | None
    asking: Asking | None
    signing: Signing | None
    sealed: Sealed | None
    pdf: bytes | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Declining:
    """The worker declines: who could have seen it, and what stands there when nobody can."""

    title: str
    said: str
    witnesses: tuple[Option, ...]
    nobody: str


def read(house: House, actor: Actor, record_id: str) -> SignPage:
    """Return whose turn it is. Raises NotAllowedError for anybody but the record's own people."""
    with house.store.read():
        return _page(house, actor, house.signing.ask(actor, record_id))


def respond(house: House, actor: Actor, record_id: str, choice: str, words: str) -> Outcome[SignPage]:
    """Take the worker's answer and make the PDF. Raises IncompleteError without one, or without its words."""
    if not choice:
        raise IncompleteError(ANSWER_FIRST, {"choice": ANSWER_FIRST})
    return _respond(house, actor, record_id, Response(choice=Choice(choice), words=words))


def begin_answer(house: House, actor: Actor, record_id: str, choice: str, words: str) -> Outcome[bool]:
    """Keep an answer that the worker began; only they can read it. Returns whether it is kept."""
    return house.beginning.keep(actor, record_id, choice, words)


def declining(house: House, actor: Actor, record_id: str) -> Declining:
    """Return what is asked when the worker declines to sign."""
    with house.store.read():
        first = house.signing.ask(actor, record_id).about.first_name
        people = house.signing.witnesses(actor, record_id)
    return Declining(
        title=f"{first} declines to sign",
        said=f"What {first} said",
        witnesses=people_options(people),
        nobody="" if people else NO_WITNESS,
    )


def decline(house: House, actor: Actor, record_id: str, witness_id: str, words: str) -> Outcome[SignPage]:
    """Note that the worker declines. Raises IncompleteError without a witness."""
    declined = Response(choice=Choice.DECLINED, words=words, witness_id=witness_id or None)
    return _respond(house, actor, record_id, declined)


def attend(house: House, actor: Actor, record_id: str, person_id: str, pin: str) -> Outcome[SignPage]:
    """Let somebody sign that they took part, with their own PIN. Raises WrongSecretError."""
    return _then(house, actor, house.signing.attend(record_id, person_id, pin))


def compose(house: House, actor: Actor, record_id: str) -> Outcome[SignPage]:
    """Make a group's PDF. Raises IncompleteError while nobody has signed that they took part."""
    return _then(house, actor, house.signing.compose(actor, record_id))


def sign(
    house: House, actor: Actor, record_id: str, signing: Signing, pin: str, mark: Mark
) -> Outcome[SignPage]:
    """Let whose turn it is sign with their own PIN. Raises WrongSecretError or IncompleteError."""
    made = house.signing.sign(record_id, signing.part, signing.person_id, pin, mark)
    return _then(house, actor, made)


def change(house: House, actor: Actor, record_id: str) -> Outcome[Place]:
    """Go back to writing; a signature that was given is lost. Returns where it is written."""
    again = house.writing.reopen(actor, record_id)
    return Outcome(places.writing(again.value.record.kind, record_id=record_id), again.changes)


def take_over(house: House, actor: Actor, record_id: str, pin: str) -> Outcome[Place]:
    """Go back to writing after the keyboard was handed over: whoever is signed in says so with their PIN.

    Raises IncompleteError without one, and WrongSecretError.
    """
    if not pin:
        raise IncompleteError(PIN_FIRST, {"pin": PIN_FIRST})
    house.vaults.unlock(actor.person_id, pin)
    return change(house, actor, record_id)


def save_copy(house: House, actor: Actor, record_id: str, to: To) -> Outcome[To]:
    """Write the sealed PDF where somebody chose."""
    return Outcome(house.transfer.export_one(actor, record_id, to), changed())


def _respond(house: House, actor: Actor, record_id: str, response: Response) -> Outcome[SignPage]:
    return _then(house, actor, house.signing.respond(actor, record_id, response))


def _then(house: House, actor: Actor, turn: Outcome[Turn]) -> Outcome[SignPage]:
    return Outcome(_page(house, actor, turn.value), turn.changes)


def _page(house: House, actor: Actor, turn: Turn) -> SignPage:
    record, own = turn.record, turn.signer is not None and actor.person_id == turn.signer.id
    came = {one.person_id for one in turn.attendance}
    lost = f"Changing this removes {turn.about.first_name}’s signature. They will need to sign again."
    return SignPage(
        record_id=record.id,
        opens=_opens(turn, own=own),
        turn=_turn(turn),
        own=own,
        leads=actor.person_id == turn.led_by.id,
        removes=lost if record.state is RecordState.WAITING else "",
        writing=places.writing(record.kind, record_id=record.id),
        reading=places.Record(record.id),
        attendees=tuple(
            Attendee(
                person_id=one.id,
                name=one.name,
                pin=f"{one.first_name}’s PIN",
                tip=f"{one.name} took part",
                signed=one.id in came,
            )
            for one in turn.attendees
            if actor.person_id in {turn.led_by.id, one.id}
        ),
        hand_over=_hand_over(turn),
        asking=_asking(house, actor, turn),
        signing=_signing(turn),
        sealed=sealed(house, actor, turn),
        pdf=turn.pdf,
    )


def _opens(turn: Turn, *, own: bool) -> Step:
    if turn.record.state is RecordState.DRAFT:
        return Step.WRITE
    if turn.part is None:
        return Step.SEALED
    if turn.record.kind.is_group:
        return Step.GATHER
    return _turn(turn) if own else Step.HAND_OVER


def _turn(turn: Turn) -> Step:
    if turn.part is None:
        return Step.SEALED
    unanswered = turn.record.response is None or turn.pdf is None
    return Step.ANSWER if turn.part is Part.WORKER and unanswered else Step.SIGN


def _hand_over(turn: Turn) -> HandOver | None:
    if turn.part is None or turn.signer is None:
        return None
    first = turn.signer.first_name
    does, later, declines = {
        Part.WORKER: (
            "reads the record and signs first",
            f"The record waits for {first} on their own Today. You sign after them.",
            f"{first} declines to sign…",
        ),
        Part.COUNTERSIGNER: (
            "reads the record and signs as the second signer",
            f"The record waits for {first} on their own Today. It is sealed once they have signed.",
            "",
        ),
        Part.WITNESS: (
            "confirms that the record was offered",
            f"The record waits for {first} on their own Today. You sign after them.",
            "",
        ),
    }.get(turn.part, ("reads the record and signs", f"The record waits for {first} on their own Today.", ""))
    return HandOver(
        title=f"Pass the keyboard to {first}",
        intro=f"{first} {does}. {KEEP_CLOSED}",
        here=f"{first} is here: hand over",
        later=f"{first} isn’t here – sign later",
        later_said=later,
        declines=declines,
    )


def _asking(house: House, actor: Actor, turn: Turn) -> Asking | None:
    if turn.part is not Part.WORKER:
        return None
    response, begun = turn.record.response, house.beginning.read(actor, turn.record.id)
    given = (response.choice.value, response.words) if response else ("", "")
    choice, words = (begun.choice, begun.words) if begun.choice or begun.words else given
    return Asking(
        title=f"{turn.about.first_name}, this is your turn",
        choice=choice,
        words=words,
        begun=BEGUN if begun.there and actor.person_id != turn.about.id else "",
        yours=_yours(turn),
        lines=turn.theirs,
    )


def _yours(turn: Turn) -> str:
    if not turn.theirs:
        return ""
    prepared = ", or took them over from what you prepared" if turn.record.kind.row.prepared else ""
    return (
        f"These words are yours: {turn.led_by.name} wrote them down{prepared}. Read them. If something is "
        f"not as you said it, ask {turn.led_by.first_name} to change it before you sign, or say so in your "
        "own words here. Without your PIN they do not count as yours."
    )


def _made_yours(turn: Turn) -> str:
    if turn.part is not Part.WORKER or not turn.theirs:
        return ""
    return f"With your PIN, what {turn.led_by.name} wrote down for you counts as your own words."


def _signing(turn: Turn) -> Signing | None:
    if turn.part is None or turn.signer is None:
        return None
    signer = turn.signer
    return Signing(
        part=turn.part,
        person_id=signer.id,
        name=signer.name,
        title=f"{signer.first_name}, read and sign",
        statement=turn.statement,
        sign=f"Sign as {signer.name}",
        pin=f"{signer.first_name}’s PIN",
        may_answer=turn.part is Part.WORKER,
        yours=_made_yours(turn),
    )
