"""Keys whose owners said later that they are not theirs: told of every signature made with one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.content import content_hash
from app.storage.keys import key_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from app.domain.signing import Check, Signature
    from app.storage.store import Store
    from app.storage.unit_of_work import Work

TOLD = "{} said later that this key was not made by them"


def denied_prints(work: Work) -> Mapping[str, str]:
    """Return whose certificates are for such a key: the owner's name, by the certificate's fingerprint."""
    keys = {one.id: one.person_id for one in work.signing_keys.denied()}
    if not keys:
        return {}
    names = {person.id: person.name for person in work.people.all()}
    owners = set(keys.values())
    return {
        content_hash(one.der): names[keys[key_id(one.der)]]
        for one in work.certificates.every()
        if one.person_id in owners and key_id(one.der) in keys
    }


def of_signatures(work: Work, signatures: Iterable[Signature]) -> tuple[str, ...]:
    """Return a sentence for each signature made with a key that its owner said is not theirs."""
    prints = denied_prints(work)
    return tuple(
        f"Signature of {one.name}: {TOLD.format(prints[one.fingerprint])}. Ask them, and whoever ordered the "
        "new PIN."
        for one in signatures
        if one.fingerprint in prints
    )


def said_later(store: Store, checked: Check) -> Check:
    """Return what checking a file found, with what the open records know of its signers' keys since."""
    if not checked.signatures or not store.is_open:
        return checked
    with store.read() as work:
        prints = denied_prints(work)
    if not any(one.fingerprint in prints for one in checked.signatures):
        return checked
    signatures = tuple(
        replace(one, key="; ".join(part for part in (one.key, TOLD.format(prints[one.fingerprint])) if part))
        if one.fingerprint in prints
        else one
        for one in checked.signatures
    )
    told = " ".join(
        f"{one.name}: {TOLD.format(prints[one.fingerprint])}."
        for one in checked.signatures
        if one.fingerprint in prints
    )
    return replace(checked, signatures=signatures, sentence=f"{checked.sentence} {told}")
