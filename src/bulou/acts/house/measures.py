"""Measures against leaks and unlawful publication (Article 11): put in force, replaced by better ones, ended."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from bulou.acts.act import OrganisationAct, asked
from bulou.acts.blobs import Blob
from bulou.acts.outcome import InvalidAct
from bulou.acts.owing import owe, settle
from bulou.acts.permissions import Right
from bulou.acts.platforms.dossier import checked_documents
from bulou.acts.work import Work
from bulou.journal import canonical
from bulou.records.controls import sealed_in
from bulou.records.models import ControlDocument, ControlMeasure, Office
from bulou.records.reception_log import day_of
from bulou.records.sealed import node_key

KINDS = [
    ("access", _("Access control")),
    ("training", _("Training")),
    ("publication", _("Review before publication")),
    ("secrecy", _("Undertaking of confidentiality")),
    ("export", _("Control of exports")),
    ("incidents", _("Handling of incidents")),
    ("other", _("Something else")),
]
NO_MEASURE = _("No such measure is in force here.")


@dataclass(frozen=True, kw_only=True)
class PutMeasureInForce(OrganisationAct, title=_("Put a measure in force"), right=Right.RELEASE):
    """What the organisation does against leaks and unlawful publication, who answers for it, and when it is looked at again.

    With `replaces`, that measure is superseded by this one at the same moment; its text and its reviews stay.
    """

    kind: str = asked(_("Kind"), widget="choice", choices=KINDS)
    heading: str = asked(_("Title"), longest=200)
    text: str = asked(
        _("What the measure says"), hint=_("Who does what, and how one can see it"), widget="textarea"
    )
    responsible_id: UUID = asked(_("Who answers for it"), widget="person")
    in_force_since: date = asked(_("In force since"), widget="date")
    review_due: date = asked(_("Look at it again by"), widget="date")
    replaces: UUID | None = asked(_("It replaces"), widget="measure", default=None)
    document: tuple[Blob, ...] = asked(
        _("Document that shows it"), hint=_("A PDF or a picture of at most 5 MB"), widget="file", default=()
    )

    def do(self, work: Work) -> None:
        self._checked(work)
        documents = checked_documents({"document": self.document})
        before = measure_in_force(work, self.replaces, "replaces") if self.replaces else None
        measure = ControlMeasure(
            organisation=work.organisation,
            number=ControlMeasure.objects.filter(organisation=work.organisation).count() + 1,
            kind=self.kind,
            title=self.heading.strip(),
            responsible_id=self.responsible_id,
            in_force_since=self.in_force_since,
            review_due=self.review_due,
            replaces=before,
            entered_at=work.at,
            index=work.head.length if work.head else 0,
        )
        measure.text_sealed = node_key().close(self.text.encode(), sealed_in(measure.id, "text"))
        measure.save()
        attach(work, measure, documents.values())
        if before is not None:
            _end(work, before, "superseded")
        owe(work, "review", measure.id, self.review_due)
        self._keep(work, measure, documents.values())

    def _checked(self, work: Work) -> None:
        wrong: dict[str, Any] = {
            name: _("This field is needed.")
            for name in ("heading", "text")
            if not getattr(self, name).strip()
        }
        if not _serves(work, self.responsible_id):
            wrong["responsible_id"] = _("Name someone who holds an office here now.")
        if self.in_force_since > day_of(work.at):
            wrong["in_force_since"] = _("This has not happened yet.")
        if self.review_due <= day_of(work.at):
            wrong["review_due"] = _("The day lies in the past: name one that is still to come.")
        if wrong:
            raise InvalidAct(wrong)

    def _keep(self, work: Work, measure: ControlMeasure, documents: Iterable[Blob]) -> None:
        said = {"title": measure.title, "text": self.text}
        work.ids["measure_id"] = str(measure.id)
        work.keep(
            measure=str(measure.id),
            number=measure.number,
            kind=self.kind,
            responsible=str(self.responsible_id),
            since=str(self.in_force_since),
            review_due=str(self.review_due),
            replaces=str(self.replaces or ""),
            text_sha256=hashlib.sha256(canonical(said)).hexdigest(),
            documents=[each.sha256 for each in documents],
        )


@dataclass(frozen=True, kw_only=True)
class EndMeasure(OrganisationAct, title=_("End the measure"), right=Right.RELEASE):
    """The measure no longer applies and nothing takes its place; it stays in the register."""

    measure_id: UUID | None = asked(_("Measure"), widget="measure", default=None)
    grounds: str = asked(_("Grounds"), longest=300)

    def do(self, work: Work) -> None:
        measure = measure_in_force(work, self.measure_id)
        if not self.grounds.strip():
            raise InvalidAct({"grounds": _("Say on what grounds.")})
        _end(work, measure, "ended")
        work.keep(measure=str(measure.id), why=self.grounds.strip())


def measure_in_force(work: Work, measure_id: UUID | None, field: str = "measure_id") -> ControlMeasure:
    """The measure of this organisation, while it is in force. Raises InvalidAct at `field`."""
    rows = ControlMeasure.objects.filter(organisation=work.organisation, state="in_force")
    found = rows.filter(id=measure_id).first() if measure_id else None
    if found is None:
        raise InvalidAct({field: NO_MEASURE})
    return found


def attach(work: Work, measure: ControlMeasure, documents: Iterable[Blob]) -> None:
    """These documents stand with the measure from now on."""
    for blob in documents:
        row = ControlDocument(
            measure=measure,
            name=blob.name,
            size=blob.size,
            sha256=blob.sha256,
            kind=blob.kind,
            blob=blob.blob,
            at=work.at,
        )
        row.key_sealed = node_key().close(blob.key, sealed_in(row.id, "key"))
        row.save()


def _end(work: Work, measure: ControlMeasure, state: str) -> None:
    measure.state, measure.ended_at = state, work.at
    measure.save(update_fields=["state", "ended_at"])
    settle(work, "review", measure.id)


def _serves(work: Work, person_id: UUID) -> bool:
    live = Office.objects.filter(organisation=work.organisation, revoked_at=None, person__is_active=True)
    return live.filter(person_id=person_id).exists()
