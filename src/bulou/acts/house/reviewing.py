"""Reviews of the register's measures: whether they work, and when they are looked at next."""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from bulou.acts.act import OrganisationAct, asked
from bulou.acts.blobs import Blob
from bulou.acts.house.measures import attach, measure_in_force
from bulou.acts.outcome import InvalidAct
from bulou.acts.owing import owe
from bulou.acts.permissions import Right
from bulou.acts.platforms.dossier import checked_documents
from bulou.acts.work import Work
from bulou.records.controls import sealed_in
from bulou.records.models import ControlReview
from bulou.records.reception_log import day_of
from bulou.records.sealed import node_key

OUTCOMES = [
    ("works", _("It works")),
    ("gaps", _("It works with gaps")),
    ("fails", _("It does not work")),
]


@dataclass(frozen=True, kw_only=True)
class ReviewMeasure(OrganisationAct, title=_("Record a review"), right=Right.RELEASE):
    """Someone has looked whether the measure works. What is to be changed is changed by a measure that replaces it."""

    measure_id: UUID | None = asked(_("Measure"), widget="measure", default=None)
    outcome: str = asked(_("Outcome"), widget="choice", choices=OUTCOMES)
    text: str = asked(_("What was looked at and found"), widget="textarea")
    next_due: date = asked(_("Look at it again by"), widget="date")
    document: tuple[Blob, ...] = asked(
        _("Document that shows it"), hint=_("A PDF or a picture of at most 5 MB"), widget="file", default=()
    )

    def do(self, work: Work) -> None:
        measure = measure_in_force(work, self.measure_id)
        wrong: dict[str, Any] = {} if self.text.strip() else {"text": _("This field is needed.")}
        if self.next_due <= day_of(work.at):
            wrong["next_due"] = _("The day lies in the past: name one that is still to come.")
        if wrong:
            raise InvalidAct(wrong)
        documents = checked_documents({"document": self.document})
        review = ControlReview(
            measure=measure,
            outcome=self.outcome,
            by_id=work.by.person_id,
            at=work.at,
            next_due=self.next_due,
            index=work.head.length if work.head else 0,
        )
        review.text_sealed = node_key().close(self.text.encode(), sealed_in(review.id, "text"))
        review.save()
        attach(work, measure, documents.values())
        measure.review_due = self.next_due
        measure.save(update_fields=["review_due"])
        owe(work, "review", measure.id, self.next_due)
        work.keep(
            measure=str(measure.id),
            result=self.outcome,
            next_due=str(self.next_due),
            text_sha256=hashlib.sha256(self.text.encode()).hexdigest(),
            documents=[each.sha256 for each in documents.values()],
        )
