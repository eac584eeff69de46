"""Triage: lanes, handing back an assignment, shared views. They order work; none of them decides about a report."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from bulou.acts.act import CaseAct, OrganisationAct, asked
from bulou.acts.outcome import InvalidAct
from bulou.acts.permissions import Right
from bulou.acts.verification import assigned
from bulou.acts.work import Work
from bulou.records.models import Affected, Entry, Grant, RegisteredProduct, SavedView
from bulou.records.streams import opened

UNDER_INVESTIGATION = "under_investigation"


@dataclass(frozen=True, kw_only=True)
class LeaveSlowLane(CaseAct, title=_("Take out of the slow lane"), right=Right.CASEWORK):
    """A report that came in a flood stands among the others from now on. Its time limits ran all along."""

    def do(self, work: Work) -> None:
        _change_lane(work, flood=False)


@dataclass(frozen=True, kw_only=True)
class EnterSlowLane(CaseAct, title=_("Put into the slow lane"), right=Right.CASEWORK):
    """The report is read after the others; nothing about it is decided and its time limits run on."""

    def do(self, work: Work) -> None:
        _change_lane(work, flood=True)


def _change_lane(work: Work, *, flood: bool) -> None:
    if work.the_case.flood is flood:
        raise InvalidAct({"case_id": _("Nothing would change.")})
    work.the_case.flood = flood
    work.touch("flood")
    work.keep(slow_lane=flood)


@dataclass(frozen=True, kw_only=True)
class TakeSuggestion(CaseAct, title=_("Take the suggested product and its owner"), right=Right.CASEWORK):
    """The report speaks of this product of ours: under investigation from now on, and its owner is the handler if nobody is.

    Which versions are affected is said later, by recording the product (`IdentifyProduct`).
    """

    registered_id: UUID = asked(_("Registered product"), widget="registered_product")

    def do(self, work: Work) -> None:
        case = work.the_case
        row = RegisteredProduct.objects.filter(id=self.registered_id, organisation=work.organisation).first()
        if row is None:
            raise InvalidAct({"registered_id": _("Your organisation has no such product.")})
        named: dict[str, Any] = {
            "case": case,
            "name": row.name,
            "model": row.model,
            "versions": case.versions,
        }
        known = Affected.objects.filter(**named).first()
        was = (
            {"status": known.status, "own": known.own, "registered_id": _text(known.registered_id)}
            if known
            else None
        )
        placed, _made = Affected.objects.update_or_create(
            **named, defaults={"status": UNDER_INVESTIGATION, "own": True, "registered": row}
        )
        before = {"product": case.product, "triaged": "triaged" in case.events, "affected": was,
                  "own_product": case.facts.get("own_product", {}).get("value")}  # fmt: skip
        case.product = row.name
        work.touch("product")
        work.fact("own_product", True)
        work.event("triaged")
        work.keep(product=row.name, model=row.model, registered=str(row.id), affected=placed.id)
        work.conceal(before=before)
        if row.owner_id is not None and case.handler_id is None and assigned(work, row.owner_id):
            work.ids["handler_id"] = str(row.owner_id)


@dataclass(frozen=True, kw_only=True)
class DropSuggestion(CaseAct, title=_("Take back the suggested product"), right=Right.CASEWORK):
    """The report does not speak of this product after all: the case stands as before it was taken, as far as nobody has
    worked on since. Who was made the handler is taken back by an act of its own.
    """

    registered_id: UUID = asked(_("Registered product"), widget="registered_product")

    def do(self, work: Work) -> None:
        case = work.the_case
        named = Entry.objects.filter(stream=case.stream, payload__registered__value=str(self.registered_id))
        taken = named.order_by("-index").first()
        before = opened(taken, work.key).get("before") if taken is not None else None
        if taken is None or before is None:
            raise InvalidAct({"registered_id": _("This product was not taken, or was taken back already.")})
        row = Affected.objects.filter(
            id=taken.payload["affected"]["value"],
            case=case,
            status=UNDER_INVESTIGATION,
            registered=self.registered_id,
        ).first()
        if row is None:
            raise InvalidAct(
                {"registered_id": _("It has been worked on since: record the product as it is instead.")}
            )
        self._restore(work, row, before)
        work.keep(registered=str(self.registered_id))

    def _restore(self, work: Work, row: Affected, before: Mapping[str, Any]) -> None:
        case = work.the_case
        if before["affected"] is None:
            row.delete()
        else:
            Affected.objects.filter(id=row.id).update(**before["affected"])
        if case.product == row.name:
            case.product = before["product"]
            work.touch("product")
        if case.facts.get("own_product", {}).get("value") is True:
            work.fact("own_product", before["own_product"])
        if not before["triaged"] and case.handler_id is None:
            work.event_anew("triaged", None)


def _text(identity: UUID | None) -> str | None:
    return str(identity) if identity is not None else None


@dataclass(frozen=True, kw_only=True)
class UnassignHandler(CaseAct, title=_("Take back the assignment"), right=Right.CASEWORK):
    """The case has no handler again. `keep_access` says whether whoever had it may still know it."""

    person_id: UUID = asked(_("Handler"), widget="person")
    keep_access: bool = asked(_("They may still know the case"), widget="check", default=False)

    def do(self, work: Work) -> None:
        case = work.the_case
        if case.handler_id != self.person_id:
            raise InvalidAct({"person_id": _("This person is not the handler.")})
        case.handler = None
        work.touch("handler")
        if not self.keep_access:
            live = Grant.objects.filter(case=case, person_id=self.person_id, revoked_at=None)
            live.update(revoked_at=work.at)
        work.keep(person=str(self.person_id), kept_access=self.keep_access)


@dataclass(frozen=True, kw_only=True)
class ViewAct(OrganisationAct):
    """An act on one of a person's own saved views; another's is not there."""

    view_id: int

    def begin(self, work: Work) -> bool:
        return self._mine(work).exists()

    def share(self, work: Work, *, shared: bool) -> None:
        """Offer the view to the desk, or to its owner alone."""
        self._mine(work).update(shared=shared)
        work.keep(view=self.view_id, shared=shared)

    def _mine(self, work: Work) -> QuerySet[SavedView]:
        mine = SavedView.objects.filter(id=self.view_id, organisation=work.organisation)
        return mine.filter(person=work.by.person_id) if work.by.person_id else mine.none()


@dataclass(frozen=True, kw_only=True)
class ShareView(ViewAct, title=_("Share a view"), right=Right.DESK):
    """Everyone at the organisation's desk is offered this view; each sees in it only the cases they may know."""

    def do(self, work: Work) -> None:
        self.share(work, shared=True)


@dataclass(frozen=True, kw_only=True)
class UnshareView(ViewAct, title=_("Stop sharing a view"), right=Right.DESK):
    """The view is its owner's alone again."""

    def do(self, work: Work) -> None:
        self.share(work, shared=False)
