"""The service's own forms: copy one, change it, look at it, publish it. A published version never changes."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from app.catalog.loader import form_file, parse_form
from app.catalog.schema import form_schema
from app.domain.access import may_manage_people, require
from app.domain.changes import Outcome, Topic, changed
from app.domain.errors import IncompleteError, NotFoundError, StateError
from app.domain.form_faults import faults, lacking
from app.domain.form_settled import settled
from app.domain.form_uses import AUDIT, ELSEWHERE, PREPARED, is_audit, is_sheet, sheet_before, use_of
from app.domain.kinds import Kind
from app.services.going_out import file_out
from app.services.present import present

if TYPE_CHECKING:
    from pathlib import Path

    from app.catalog.registry import Catalog
    from app.domain.clock import Clock
    from app.domain.form_faults import Fault
    from app.domain.forms import Form
    from app.domain.people import Actor
    from app.storage.store import Store
    from app.storage.unit_of_work import Work

BIGGEST = 500_000
USUAL = (
    "“{}” is the usual form of its kind, so it stays switched on. Make another the usual one first; then "
    "this one can be switched off."
)
DUE = "A due rule asks for “{}”, so it stays switched on. Change the rule under Set up first."
SHIPPED = "A form that came with Alongside is not changed. Copy it, and change the copy."


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A form as it is listed: ours or the service's own, being changed, switched off.

    ``form`` is its newest published version, or its draft while there is none. ``usual``: records of its
    kind are written with it unless somebody chooses another.
    """

    form: Form
    own: bool
    draft: bool
    off: bool
    usual: bool
    published: bool = True


class OwnFormsService:
    """Forms, reflection models and observation tools a service makes for itself."""

    def __init__(self, store: Store, catalog: Catalog, clock: Clock) -> None:
        self._store = store
        self._catalog = catalog
        self._clock = clock

    def list(self, actor: Actor) -> tuple[Listed, ...]:
        """Return the newest version of every form, the service's own first, then ours."""
        with self._store.read() as work:
            present(work, actor)
            rows, first, switched_off = work.forms.all(), self._first(work), work.forms.off()
        newest = {form_id: (version, text, off) for form_id, version, text, off in rows}
        drafts = {form_id for form_id, version, _, _ in rows if version == 0}
        own = []
        for form_id, (version, text, off) in newest.items():
            form, draft = self._catalog.form_from_json(text), form_id in drafts
            usual, published = form_id in first, version > 0
            own.append(Listed(form=form, own=True, draft=draft, off=off, usual=usual, published=published))
        kinds = list(Kind)
        ours = sorted(self._catalog.all(), key=lambda one: (kinds.index(one.kind), one.title))
        shipped = [
            Listed(form=form, own=False, draft=False, off=form.id in switched_off, usual=form.id in first)
            for form in ours
            if use_of(form) != ELSEWHERE  # nobody fills it in: it stands around a file that came signed
        ]
        return (*sorted(own, key=lambda one: one.form.title), *shipped)

    def may_change(self, actor: Actor) -> None:
        """Raise NotAllowedError for all but the registered manager, who alone changes forms."""
        with self._store.read() as work:
            self._manager(work, actor)

    def copy(self, actor: Actor, form_id: str, title: str) -> Outcome[Form]:
        """Copy a form under a new title, as a draft to change."""
        with self._store.write(actor.person_id) as work:
            self._manager(work, actor)
            form = self._begun(work, replace(self._find(work, form_id), title=title))
        return Outcome(form, changed(Topic.FORMS))

    def begin(self, actor: Actor, form: Form) -> Outcome[Form]:
        """Begin a form of the service's own, as a draft to change. Its id is made from its title."""
        with self._store.write(actor.person_id) as work:
            self._manager(work, actor)
            form = self._begun(work, form)
        return Outcome(form, changed(Topic.FORMS))

    def make_usual(self, actor: Actor, form_id: str) -> Outcome[Form]:
        """Let records be written with a form unless somebody chooses another of its kind.

        Raises StateError for one that is switched off or was never published.
        """
        with self._store.write(actor.person_id) as work:
            self._manager(work, actor)
            used = (*self._catalog.all(), *map(self._catalog.form_from_json, work.forms.published()))
            form = next((one for one in reversed(used) if one.id == form_id), None)
            if form is None or form_id in work.forms.off():
                message = "Only a form that is published and switched on can be the usual one."
                raise StateError(message)
            self._make_usual(work, form)
        return Outcome(form, changed(Topic.FORMS))

    def draft(self, actor: Actor, form_id: str) -> Form:
        """Return a form of the service's own to change.

        Its draft, or its newest version with the next number.
        """
        with self._store.read() as work:
            self._manager(work, actor)
            text = work.forms.draft(form_id)
            if text is not None:
                return self._catalog.form_from_json(text)
            if form_id in {shipped.id for shipped in self._catalog.all()}:
                raise StateError(SHIPPED)
            newest = self._find(work, form_id)
            return replace(newest, version=newest.version + 1)

    def versions(self, actor: Actor, form_id: str) -> tuple[Form, ...]:
        """Return the published versions of a form, oldest first."""
        with self._store.read() as work:
            present(work, actor)
            rows = work.forms.all()
        own = [text for one, version, text, _ in rows if one == form_id and version]
        ours = [form for form in self._catalog.all() if form.id == form_id]
        return (*ours, *(self._catalog.form_from_json(text) for text in own))

    def store(self, actor: Actor, form: Form) -> Outcome[Form]:
        """Store a draft as it is on the screen. It need not be whole yet.

        Raises StateError for a form that came with Alongside, and for one without a part: an empty draft is
        never put over one that has questions.
        """
        if not form.sections:
            message = "A form without a part is not kept. The draft stays as it was. Add a part to it."
            raise StateError(message)
        with self._store.write(actor.person_id) as work:
            self._manager(work, actor)
            if form.id in {shipped.id for shipped in self._catalog.all()}:
                raise StateError(SHIPPED)
            work.forms.store_draft(form.id, self._catalog.form_to_json(form), self._clock.now())
        return Outcome(form, changed(Topic.FORMS))

    def publish(self, actor: Actor, form_id: str) -> Outcome[Form]:
        """Publish the draft.

        From now on new records use it; older ones keep the version they were written with. The first of the
        service's own for something becomes the usual one for it. Raises CatalogError, and IncompleteError
        naming what is missing.
        """
        with self._store.write(actor.person_id) as work:
            self._manager(work, actor)
            text = work.forms.draft(form_id)
            if text is None:
                message = "There is no draft of this form to publish."
                raise NotFoundError(message)
            form = settled(self._catalog.form_from_json(text))
            _require_whole(form)
            checked = parse_form(f"{form.title}", form_file(form))
            work.forms.publish(
                form_id, checked.version, self._catalog.form_to_json(checked), self._clock.now()
            )
            work.audit("own form published", "service", f"{form_id} version {checked.version}")
            if checked.version == 1 and self._takes_over(work, checked):
                self._make_usual(work, checked)
        return Outcome(checked, changed(Topic.FORMS))

    def discard(self, actor: Actor, form_id: str) -> Outcome[None]:
        """Throw the draft of a form away; published versions stay."""
        with self._store.write(actor.person_id) as work:
            self._manager(work, actor)
            work.forms.drop_draft(form_id)
            work.audit("own form’s draft thrown away", "service", form_id)
        return Outcome(None, changed(Topic.FORMS))

    def switch(self, actor: Actor, form_id: str, *, off: bool) -> Outcome[None]:
        """Switch a form off or on, ours or the service's own; records written with it stay as they are.

        Raises StateError for the usual form, and for one that a due rule asks for, with what to do first.
        """
        with self._store.write(actor.person_id) as work:
            self._manager(work, actor)
            form = self._find(work, form_id)
            if off and form_id in self._first(work):
                raise StateError(USUAL.format(form.title))
            if off and form_id in {rule.form_id for rule in work.service.due_rules().rules}:
                raise StateError(DUE.format(form.title))
            ours = form_id in {shipped.id for shipped in self._catalog.all()}
            switch = work.forms.switch_ours if ours else work.forms.switch
            switch(form_id, off=off)
            whose = "form" if ours else "own form"
            work.audit(f"{whose} switched off" if off else f"{whose} switched on", "service", form_id)
        return Outcome(None, changed(Topic.FORMS))

    def take_out(self, actor: Actor, form_id: str, to: Path) -> Path:
        """Write a form as a file that another service can bring in."""
        with self._store.read() as work:
            present(work, actor)
            form = self._find(work, form_id)
        return file_out(self._store, self._clock, actor.person_id, to, form_file(form))

    def bring_in(self, actor: Actor, data: bytes, name: str) -> Outcome[Form]:
        """Bring in a form from a file, as a draft.

        Raises CatalogError naming the line and the fault; nothing is kept then.
        """
        form = self._catalog.with_roles(parse_form(name, data[: BIGGEST + 1]))
        with self._store.write(actor.person_id) as work:
            self._manager(work, actor)
            if form.id in {shipped.id for shipped in self._catalog.all()}:
                form = replace(form, id=f"own_{form.id}")
            versions = [version for form_id, version, _, _ in work.forms.all() if form_id == form.id]
            form = replace(form, version=max((*versions, 0)) + 1)
            work.forms.store_draft(form.id, self._catalog.form_to_json(form), self._clock.now())
            work.audit("own form brought in", "service", form.id)
        return Outcome(form, changed(Topic.FORMS))

    def preview(self, actor: Actor, form: Form) -> bytes:
        """Return the form as a PDF, as it would be printed blank."""
        from app.services.form_looks import blank  # noqa: PLC0415 - the PDF library is slow to load

        with self._store.read() as work:
            return blank(form, work.service.get(), present(work, actor))

    def preview_filled(self, actor: Actor, form: Form) -> bytes:
        """Return the form as the PDF of a record, filled in with made-up answers."""
        from app.services.form_looks import filled  # noqa: PLC0415 - see preview

        with self._store.read() as work:
            return filled(form, work.service.get(), present(work, actor), self._clock)

    def _begun(self, work: Work, form: Form) -> Form:
        title = " ".join(form.title.split()) or "Our own form"
        taken = {row[0] for row in work.forms.all()} | {one.id for one in self._catalog.all()}
        stem = re.sub(r"[^a-z0-9]+", "_", title.casefold()).strip("_") or "form"
        stem = stem if stem[0].isalpha() else f"form_{stem}"
        fresh = next(one for one in (stem, *(f"{stem}_{n}" for n in range(2, 1000))) if one not in taken)
        form = replace(form, id=fresh, version=1, title=title)
        work.forms.store_draft(fresh, self._catalog.form_to_json(form), self._clock.now())
        work.audit("own form begun", "service", fresh)
        return form

    def _first(self, work: Work) -> set[str]:
        """Return the ids of the usual forms, one of each kind and the sheet."""
        own, usual = work.forms.published(), work.forms.usual()
        kinds = {self._catalog.form(kind, own=own, usual=usual.get(kind.value)).id for kind in Kind}
        audit = self._catalog.audits(own, usual.get(AUDIT))[0]
        sheets = {self._catalog.preparation(kind, own, usual.get(sheet_before(kind))).id for kind in PREPARED}
        return kinds | sheets | {audit.id}

    def _takes_over(self, work: Work, form: Form) -> bool:
        """Whether a form becomes the usual one by being published: the first of its own that is like ours.

        One of several ways to observe does not take the place of the plain observation.
        """
        if use_of(form) in work.forms.usual():
            return False
        if is_sheet(form) or is_audit(form):
            return True
        before = self._catalog.form(form.kind)
        return form.style is before.style

    def _make_usual(self, work: Work, form: Form) -> None:
        work.forms.make_usual(use_of(form), form.id)
        work.audit("usual form chosen", "service", f"{use_of(form)}: {form.id}")

    def _find(self, work: Work, form_id: str) -> Form:
        own = [self._catalog.form_from_json(text) for one, _, text, _ in work.forms.all() if one == form_id]
        found = own or [form for form in self._catalog.all() if form.id == form_id]
        if not found:
            message = "There is no such form."
            raise NotFoundError(message)
        return max(found, key=lambda form: form.version)

    def _manager(self, work: Work, actor: Actor) -> None:
        require(
            may_manage_people(present(work, actor)),
            "Only the registered manager can change the service’s forms.",
        )


def shape() -> dict[str, Any]:
    """Return the published shape of a form, as a JSON Schema."""
    return form_schema()


def look_over(name: str, data: bytes) -> tuple[Form, tuple[Fault, ...]]:
    """Return the form in a file, with what keeps it from being published; it opens no records.

    Raises CatalogError naming the line and the fault when it cannot be read.
    """
    form = parse_form(name, data)
    return form, faults(form)


def _require_whole(form: Form) -> None:
    """Raise IncompleteError naming every question and part that keeps a form from being published."""
    wrong = faults(form)
    if not wrong:
        return
    told = {fault.place or fault.setting: fault.sentence for fault in wrong}
    told |= {role.value: lacking(form, role) for role in form.lacks}
    if form.lacks:
        told.pop("sections", None)
    asked = " and ".join(f"no question asks {role.question}" for role in form.lacks)
    why = f"because {asked}" if asked else f"because of this: {wrong[0].sentence}"
    count = len(wrong)
    rest = "" if count == 1 else f" There are {count} things to mend in all."
    message = f"“{form.title}” is not published, {why}.".replace("..", ".") + f"{rest} Your draft is kept."
    raise IncompleteError(message, told)
