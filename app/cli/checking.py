"""The commands that check: PDFs and packs, the records themselves, and this installation."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.command import Command, json_argument
from app.cli.console import progress, say, say_json
from app.cli.records import opened, read_file, vault_folder
from app.domain.limits import CERTIFICATE_BYTES

if TYPE_CHECKING:
    import argparse

    from app.cli.command import Builders
    from app.domain.findings import Looked
    from app.domain.signing import Check
    from app.services.checking import PackCheck

WORST_FIRST = (1, 2, 3, 0)
"""Exit codes by weight: something was changed, could not be checked, has an unknown signer, is unchanged."""

NOTHING = "Nothing was checked."


def _verify_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files", type=Path, nargs="+", metavar="FILE", help="a PDF, or a pack: its folder or its ZIP"
    )
    parser.add_argument(
        "--certificate",
        type=Path,
        action="append",
        default=[],
        metavar="CER",
        help="a service’s public certificate to trust",
    )
    json_argument(parser)


def _verify(options: argparse.Namespace, builders: Builders) -> int:
    from app.services.checking import as_der, is_pack  # noqa: PLC0415 - the PDF libraries are slow to load

    checking = builders.house(vault_folder(options)).checking
    certificates = tuple(as_der(read_file(path, CERTIFICATE_BYTES, NOTHING)) for path in options.certificate)
    with progress("Checking") as step:
        packs = [checking.check_pack(path, certificates, step) for path in options.files if is_pack(path)]
    checks = [checking.check(path, certificates) for path in options.files if not is_pack(path)]
    if options.json:
        say_json([_check_as_json(one) for one in checks] + [_pack_as_json(one) for one in packs])
    else:
        for check in checks:
            _say_check(check)
        for pack in packs:
            say("\n    ".join((f"{pack.file}: {pack.sentence}", *pack.faults, *pack.unchecked, *pack.notes)))
    codes = {one.exit_code for one in checks} | {one.exit_code for one in packs}
    return min(codes, key=WORST_FIRST.index)


def _check_as_json(check: Check) -> dict[str, object]:
    signatures = [
        {
            "part": s.part,
            "name": s.name,
            "service": s.service,
            "signed_at": s.signed_at.isoformat() if s.signed_at else None,
            "intact": s.intact,
            "fault": s.fault,
            "known": s.known,
            "fingerprint": s.fingerprint,
            "key": s.key,
            "key_made_anew": s.anew,
        }
        for s in check.signatures
    ]
    return {
        "file": check.file,
        "verdict": check.verdict.value,
        "sentence": check.sentence,
        "signers_known": check.known,
        "signatures": signatures,
        "notes": list(check.notes),
    }


def _pack_as_json(pack: PackCheck) -> dict[str, object]:
    return {
        "file": pack.file,
        "verdict": pack.verdict.value,
        "sentence": pack.sentence,
        "signers_known": pack.known,
        "faults": list(pack.faults),
        "not_checked": list(pack.unchecked),
        "notes": list(pack.notes),
    }


def _say_check(check: Check) -> None:
    say(f"{check.file}: {check.sentence}")
    for s in check.signatures:
        when = f"{s.signed_at:%d %b %Y %H:%M} UTC by that PC’s clock" if s.signed_at else "at an unknown time"
        fault = f" – {s.fault}" if s.fault else ""
        say(f"    {s.part}: {s.name}, {s.service}, {when}{fault}" + (f". {s.key}" if s.key else ""))
    for note in check.notes:
        say(f"    {note}")


def _doctor_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--against",
        type=Path,
        nargs="+",
        default=[],
        metavar="FILE",
        help="old packs or PDFs that left the house, to hold the records against",
    )
    json_argument(parser)


def _doctor(options: argparse.Namespace, builders: Builders) -> int:
    with opened(options, builders) as (house, actor):
        with progress("Looking") as step:
            looked = house.doctor.look(actor, step)
        witnesses = house.doctor.against(actor, tuple(options.against))
    findings = (*looked.findings, *(one for witness in witnesses for one in witness.findings))
    unchecked = (*looked.unchecked, *(one for witness in witnesses for one in witness.unchecked))
    if options.json:
        say_json(
            {
                "faults": [one.sentence for one in findings],
                "findings": [
                    {"about": one.matter.value, "record": one.record, "sentence": one.sentence}
                    for one in findings
                ],
                "not_checked": list(unchecked),
                "records": looked.records,
                "sealed_before_the_log_was_kept_in_them": looked.before,
                "log": looked.log.as_dict() if looked.log else None,
                "against": [{"file": one.file, "records": one.records} for one in witnesses],
            }
        )
    else:
        say(
            "\n".join(
                (*(one.sentence for one in findings), *unchecked, *_summed_up(looked, whole=not findings))
            )
        )
    return 1 if findings else 2 if unchecked else 0


def _summed_up(looked: Looked, *, whole: bool) -> tuple[str, ...]:
    told = ["The records, the keys and the activity log are whole."] if whole else []
    told.append(f"{looked.records} sealed records were held against their signed PDFs.")
    if looked.before:
        told.append(f"{looked.before} of them were sealed before the place in the activity log was kept.")
    if looked.log is not None:
        told.append(f"The activity log has {looked.log.lines} lines; the last is {looked.log.hash}.")
    return tuple(told)


def _self_test(_options: argparse.Namespace, builders: Builders) -> int:
    return builders.self_test(say)


COMMANDS = (
    Command(
        name="verify",
        does="Check PDFs: exit 0 unchanged, 1 changed, 2 could not be checked, 3 unknown signer.",
        example="verify record.pdf",
        run=_verify,
        declare=_verify_arguments,
        opens_records=False,
    ),
    Command(
        name="doctor",
        does="Find what was changed or is missing: exit 0 whole, 1 not, 2 not all could be checked.",
        example="doctor --vault demo --as 'Ruth Alder'",
        run=_doctor,
        declare=_doctor_arguments,
    ),
    Command(
        name="self-test",
        does="Check that this installation is whole.",
        example="self-test",
        run=_self_test,
        opens_records=False,
    ),
)
