"""Whom this PC knows: the services whose certificates count when a file is checked.

The open records know their own service and those brought in; that is as safe as the records are. Beside them
count the certificates this account remembers of other records opened here, which anybody who may write in
this account's folder could add to. So one in the name of a service that the open records know, but with
another key, never counts, and is named.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.system.known_services import known, name_of

if TYPE_CHECKING:
    from app.storage.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Trusted:
    """Certificates (DER) that count, and a sentence for each that was left out."""

    certificates: tuple[bytes, ...]
    left_out: tuple[str, ...]


def trusted(store: Store, given: tuple[bytes, ...] = ()) -> Trusted:
    """Return whom this PC knows; ``given`` are certificates that somebody named for this check."""
    from app.documents.certificates import service_of  # noqa: PLC0415 - the signature library is slow to load

    own = of_records(store)
    names = {name for one in own if (name := service_of(one))}
    remembered = known()
    found, left_out = list[bytes](), list(remembered.left_out)
    for one in own:
        if service_of(one):
            found.append(one)
        else:
            left_out.append(OWN_DAMAGED)
    for one in remembered.certificates:
        name = service_of(one)
        if not name:
            left_out.append(DAMAGED.format(file=name_of(one)))
        elif name in names and one not in own:
            left_out.append(ANOTHER.format(file=name_of(one), service=name))
        else:
            found.append(one)
    for place, one in enumerate(given, 1):
        if service_of(one):
            found.append(one)
        else:
            left_out.append(GIVEN_DAMAGED.format(place=place))
    return Trusted(certificates=tuple(dict.fromkeys(found)), left_out=tuple(dict.fromkeys(left_out)))


def of_records(store: Store) -> tuple[bytes, ...]:
    """Return the certificates that the open records themselves know; none while they are closed."""
    if not store.is_open:
        return ()
    with store.read() as work:
        return (
            work.certificates.authority()[0],
            *(certificate for _, certificate in work.certificates.origins()),
        )


OWN_DAMAGED = (
    "A certificate in the open records is damaged, so it was left out. That says nothing about the file. Ask "
    "IT to run the doctor."
)
DAMAGED = "The certificate “{file}” kept on this PC is no certificate, so it was left out."
ANOTHER = (
    "The certificate “{file}” kept on this PC names “{service}”, but the open records do not know it, so it "
    "does not count. Somebody may have put it there."
)
GIVEN_DAMAGED = "Certificate {place} of those given cannot be read, so it was left out."
