"""What the demo's service expects to see: two pages in use, and one that waits to be agreed."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from app.domain.expectations import Said
from app.domain.kinds import Kind
from app.domain.people import Role
from app.domain.records import RecordState
from app.system.resources import resource

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.demo.cast import Member
    from app.services.house import House

NEXT_YEAR = 365


class Expected:
    """Writes the pages through the same services that people use; those in use are agreed at once."""

    def __init__(
        self, house: House, cast: Mapping[str, Member], bank: Mapping[str, Any], until: dt.date
    ) -> None:
        self._house = house
        self._owner = next(iter(cast.values()))
        leaders = (one for one in cast.values() if one.profile.role is Role.PRACTICE_LEADER)
        self._leader = next(leaders, self._owner)
        self._bank = bank
        self._until = until
        self._agree()

    def _agree(self) -> None:
        for entry in self._bank["expectations"]:
            if "review_in_days" in entry:
                page_id = self._hand_in(entry)
                self._house.expectation_drafts.agree(self._owner.actor, page_id)

    def leave_in_hand(self) -> None:
        """Hand in the page that waits, and join what was talked about lately to the first one."""
        for entry in self._bank["expectations"]:
            if "review_in_days" not in entry:
                self._hand_in(entry)
        owner, house = self._owner.actor, self._house
        area = self._bank["expectations"][0]["area"]
        page = next(one for one in house.expectations.all(owner).pages if one.newest.said.area == area)
        coaching = house.records.list(owner, kind=Kind.COACHING, states=(RecordState.SEALED,))
        for record in [one for one in coaching if area in one.topics][:2]:
            house.expectation_links.link(owner, record.id, page.id)

    def _hand_in(self, entry: Mapping[str, Any]) -> str:
        drafts, leader = self._house.expectation_drafts, self._leader
        draft = drafts.begin(leader.actor).value
        said = Said(
            title=entry["title"],
            well=entry["well"],
            unseen=entry["unseen"],
            area=entry["area"],
            items=tuple(entry["items"]),
            training=entry["training"],
            frameworks=tuple(entry["frameworks"]),
            owner_id=leader.id,
            review_on=self._until + dt.timedelta(days=entry.get("review_in_days", NEXT_YEAR)),
        )
        drafts.store(leader.actor, draft.id, said)
        if picture := entry.get("picture"):
            drafts.put_picture(leader.actor, draft.id, picture, resource("demo", picture).read_bytes())
        return drafts.hand_in(leader.actor, draft.id).value.id
