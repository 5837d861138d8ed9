"""What every place says of itself: its word in the menu, its keys, where it belongs and whom it is for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar, dataclass_transform

from app.domain.people import Role


@dataclass_transform(frozen_default=True)
class Place:
    """Somewhere one can go, a frozen value; its fields say to whose or which.

    ``menu`` is its word in the menu and ``keys`` lead there; ``new`` is pressed after Ctrl+N. ``do`` says in
    words what one does there, for Find; without it the word of the menu does. ``under`` is the place it
    belongs to: marked in the menu, and where Esc goes. Menu, keys and Find lead workers to places for
    ``leaders`` never, and nobody to a place that is for ``only`` some other roles; what may be done anywhere
    is decided by the services. ``helps`` is the topic of help that F1 opens there; without one, that of
    the place it belongs to. ``aside`` stands at the foot of the menu;
    ``over`` is shown over the page one is on, which stays as it is.
    """

    every: ClassVar[list[type[Place]]] = []
    menu: ClassVar[str] = ""
    keys: ClassVar[str] = ""
    new: ClassVar[str] = ""
    do: ClassVar[str] = ""
    aside: ClassVar[bool] = False
    over: ClassVar[bool] = False
    helps: ClassVar[str] = ""
    under: ClassVar[type[Place] | None] = None
    only: ClassVar[frozenset[Role]] = frozenset(Role)

    def __init_subclass__(
        cls,
        *,
        menu: str = "",
        keys: str = "",
        new: str = "",
        do: str = "",
        under: type[Place] | None = None,
        helps: str = "",
        only: frozenset[Role] = frozenset(Role),
    ) -> None:
        """Note what a place says of itself."""
        cls.menu, cls.keys, cls.new, cls.do = menu, keys, new, do or menu
        cls.under, cls.only = under, only
        cls.helps = helps or (under.helps if under is not None else "")
        dataclass(frozen=True)(cls)
        Place.every.append(cls)

    @classmethod
    def screen(cls) -> str:
        """Return the name of its screen's module: ``person_form``."""
        return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", cls.__name__).lower()

    @classmethod
    def shown_to(cls, role: Role) -> bool:
        """Whether menu and keys lead a role there."""
        return role in cls.only
