"""Words the records could not take: what is kept somewhere else, and bringing it back in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path  # noqa: TC003 - read at run time by dataclass tools
from typing import TYPE_CHECKING, Any

from app.domain.aside import ENDING, Aside, Goes, of_answers, of_content
from app.domain.changes import Outcome
from app.domain.clock import long_moment
from app.domain.errors import NotAllowedError
from app.pages.pieces import Chip

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping

    from app.domain.answers import Answer
    from app.domain.content import Content
    from app.domain.first_page import Said
    from app.domain.forms import Form
    from app.domain.people import Actor
    from app.pages import House
    from app.pages.writing import Pen
    from app.services.aside import Found, Sealed

TITLE = "Words you kept somewhere else"
INTRO = (
    "What you typed and the records could not take. It goes back into its draft, where nothing was written "
    "there since; everything else is here to copy. Nobody but you can open it."
)
NONE = (
    "No such file is known on this PC. If you kept words on a stick or on another PC, choose the file: its "
    f"name ends in “{ENDING}”."
)
KINDS = f"Words kept by Alongside (*{ENDING})"
KEPT = (
    "What you typed is in “{}”, encrypted. Only you can open it, in these records, with your own PIN. "
    "Alongside on this PC offers it when you are back; keep the file until then."
)
BROUGHT = "Your words are back in the records. The file is of no use any more; you may throw it away."
SOME_LEFT = "What could go back is back. The rest is here to copy."
SURE = "Alongside will not offer these words again. The file stays where it is. Are you sure?"
CHIPS = {
    Goes.THERE: Chip("✓", "in the records already", "in_date"),
    Goes.BACK: Chip("→", "goes back into its draft"),
    Goes.COPY: Chip("○", "here to copy"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One thing that was typed: what it is, when, its words, and what becomes of it."""

    what: str
    when: str
    text: str
    chip: Chip


@dataclass(frozen=True, slots=True, kw_only=True)
class AsidePage:
    """One file and what is in it. Without one, ``path`` is None and ``intro`` says what to do."""

    path: Path | None
    intro: str
    words: tuple[Words, ...] = ()
    may_bring: bool = False


def _draft(pen: Pen, content: Content, held_at: dt.datetime | None = None) -> dict[str, Any]:
    known = {"record_id": pen.record_id, "content": content, "held_at": held_at}
    return {"what": pen.name, "texts": of_content(content), **known}


def _prepared(answers: Mapping[str, Answer], *_: object) -> dict[str, Any]:
    return {"what": "What you prepared", "texts": of_answers(answers)}


def _answer(_record_id: str, _choice: str, said: str) -> dict[str, Any]:
    return {"what": "Your answer before signing", "texts": (said,)}


def _form(form: Form) -> dict[str, Any]:
    asked = (item.label for _, _, item in form.keyed)
    return {"what": f"The form “{form.title}”", "texts": (form.title, *asked)}


def _first_page(said: Said) -> dict[str, Any]:
    return {"what": "The first page of a pack", "texts": said.texts}


TYPED: dict[str, Callable[..., dict[str, Any]]] = {
    "app.pages.writing.store": _draft,
    "app.pages.prepare.store": _prepared,
    "app.pages.sign.begin_answer": _answer,
    "app.pages.form_editor.store": _form,
    "app.pages.pack_front.keep": _first_page,
}
"""Every way of keeping what is typed, by name (their pages need not be loaded), and what its words are."""


def seal(house: House, actor: Actor, intent: Callable[..., Any], args: tuple[Any, ...]) -> bytes | None:
    """Return what an intent could not keep, sealed to whoever typed it; None where nothing can be sealed."""
    typed = TYPED.get(f"{intent.__module__}.{intent.__qualname__}")
    if typed is None:
        return None
    try:
        return house.aside.seal(actor, Aside(at=house.clock.now(), **typed(*args)))
    except NotAllowedError:  # they have gone; what was sealed before they went is held
        return None


def name(day: dt.date) -> str:
    """Return what a file of words is called."""
    return f"Words kept from Alongside {day.isoformat()}{ENDING}"


def keep(house: House, to: Path, sealed: tuple[Sealed, ...]) -> str:
    """Write sealed words into a file. Returns what to say. Raises StorageFullError."""
    return KEPT.format(house.aside.keep(to, sealed))


def read(house: House, actor: Actor, path: Path | None = None) -> AsidePage:
    """Return what is in a file, or in the first that is known on this PC. Raises TextError."""
    path = path or next(iter(house.aside.waiting(actor)), None)
    if path is None:
        return AsidePage(path=None, intro=NONE)
    return _page(house, path, house.aside.look(actor, path), INTRO)


def bring_back(house: House, actor: Actor, path: Path) -> Outcome[AsidePage]:
    """Put back what can go back; return the page with what became of each."""
    done = house.aside.bring_back(actor, path)
    left = [one for one in done.value if one.goes is Goes.COPY]
    return Outcome(_page(house, path, tuple(left), SOME_LEFT if left else BROUGHT), done.changes)


def forget(house: House, actor: Actor, path: Path) -> Outcome[None]:
    """Offer a file no longer."""
    return house.aside.forget(actor, path)


def _page(house: House, path: Path, found: tuple[Found, ...], intro: str) -> AsidePage:
    zone = house.clock.zone()
    return AsidePage(
        path=path,
        intro=intro,
        words=tuple(
            Words(
                what=one.words.what,
                when=long_moment(one.words.at, zone),
                text="\n\n".join(one.words.texts),
                chip=CHIPS[one.goes],
            )
            for one in found
        ),
        may_bring=any(one.goes is Goes.BACK for one in found),
    )
