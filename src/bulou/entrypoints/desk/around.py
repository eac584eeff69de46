"""What stands around the acts of a case: who takes part, who reads what, the report, files, packets, advisories."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from bulou.cases import MACHINES
from bulou.entrypoints.desk.received import report_fields
from bulou.entrypoints.desk.words import (
    ANSWERS,
    IDENTITIES,
    NOTIFICATION_STATES,
    PARTY_ROLES,
)
from bulou.entrypoints.templatetags.bulou_tags import tongue
from bulou.law import VOCABULARY
from bulou.records import registry
from bulou.records.pages import CasePage, Readers, Suggestion
from bulou.transport.received import explain

FEW = 12
NAMED = 3
WHERE_TO_SAY = {
    "own_product": "identify_product",
    "users_must_update": "identify_product",
    "flaw_exists": "validate_report",
    "upstream_component": "identify_upstream",
    "already_public": "record_observation",
}


@dataclass(frozen=True, slots=True)
class PartyLine:
    """One line of components/party_matrix.html."""

    name: Any
    role: Any
    asking: bool
    asked_at: datetime | None
    seen_at: datetime | None
    answer: Any
    silent_days: int


@dataclass(frozen=True, slots=True)
class Parties:
    """The parties of a case, silent ones first: those shown at once, and the others."""

    first: list[PartyLine]
    rest: list[PartyLine]
    silent: int

    @property
    def count(self) -> int:
        return len(self.first) + len(self.rest)


@dataclass(frozen=True, slots=True)
class Thread:
    """One thread of components/composer.html."""

    name: str
    kind: str
    label: Any
    visible_to: str
    not_to: str = ""
    asks: bool = False


def parties(page: CasePage, at: datetime) -> Parties:
    """Everyone outside the organisation who takes part."""
    lines = [_party(party, page, at) for party in page.parties]
    lines.sort(key=lambda line: (line.asking, -line.silent_days))
    return Parties(lines[:FEW], lines[FEW:], sum(bool(line.silent_days) for line in lines))


def _party(party: Any, page: CasePage, at: datetime) -> PartyLine:
    asking = party.role != "reporter"
    waiting = party.asked_at is not None and party.answered_at is None
    role = tongue(PARTY_ROLES.get(party.role, party.role))
    if asking and party.overseas:
        role = _("%(role)s, overseas") % {"role": role}
    elif not asking:
        role = f"{role} · {IDENTITIES.get(page.case.report.identity, '')}"
    return PartyLine(
        name=party.name or _("The reporter"),
        role=role,
        asking=asking,
        asked_at=party.asked_at,
        seen_at=party.seen_at,
        answer=ANSWERS.get(party.answer, party.answer),
        silent_days=(at - party.asked_at).days if asking and waiting else 0,
    )


def threads(page: CasePage) -> list[Thread]:
    """Where something can be written, and who will and will not read it."""
    others = [party for party in page.parties if party.role != "reporter"]
    not_internal = _("Not the reporter, not the parties.") if others else _("Not the reporter.")
    return [
        Thread("internal", "internal", gettext_lazy("Internal"), f"{inside(page)}{_('.')}", not_internal),
        Thread(
            "public", "public", gettext_lazy("With the reporter"), f"{public_readers(page)}{_('.')}",
            _("Not the parties.") if others else "", asks=True,
        ),
    ]  # fmt: skip


def inside(page: CasePage) -> str:
    """`4 people of Qingyan Devices`, by name while they are few."""
    return inside_of(page.case.organisation, page.people)


def inside_of(house: Any, people: Readers) -> str:
    """Those of an organisation who may know a case, by name while they are few."""
    organisation, readers = tongue(house), len(people.inside)
    names = [person.name for person in people.desk if person.id in people.inside]
    if names and len(names) <= NAMED and len(names) == readers:
        return _("%(names)s (%(organisation)s)") % {
            "names": _(", ").join(names),
            "organisation": organisation,
        }
    words = ngettext("%(count)d person of %(organisation)s", "%(count)d people of %(organisation)s", readers)
    return words % {"count": readers, "organisation": organisation}


def party_readers(page: CasePage, told: list[str] | None = None) -> str:
    """The organisation and those parties that were told of the case, by name while they are few."""
    told = [p.name for p in page.parties if p.role != "reporter" and p.asked_at] if told is None else told
    if not told:
        return _("%(inside)s; no party has been told yet") % {"inside": inside(page)}
    if len(told) <= NAMED:
        return _("%(inside)s; %(parties)s") % {"inside": inside(page), "parties": _(", ").join(told)}
    return _("%(inside)s; %(count)d parties") % {"inside": inside(page), "count": len(told)}


def public_readers(page: CasePage) -> str:
    return _("the reporter; %(inside)s") % {"inside": inside(page)}


def waiting_for(page: CasePage) -> list[dict[str, Any]]:
    """The facts on which it hangs whether duties bind, with the act that tells each; until then they count as open."""
    names = dict.fromkeys(name for duty in page.duties if duty.live for name in duty.hinges_on)
    return [
        {
            "question": VOCABULARY[name].question,
            "name": name,
            "url": reverse("desk:act", args=[page.case.number, WHERE_TO_SAY[name]])
            if name in WHERE_TO_SAY
            else "",
        }
        for name in names
    ]


def report(page: CasePage) -> dict[str, Any]:
    """The report as received: its fields in order, and what was noted when it came."""
    row = page.case.report
    return {
        "fields": report_fields(page.report),
        "identity": IDENTITIES.get(row.identity, row.identity),
        "marks": explain(row.marks),
        "row": row,
        "mail": page.mail,
        "bounced_at": page.case.correspondent.bounced_at if page.mail else None,
        "lang": "en" if row.language == "en" else "zh-CN",
    }


def notifications(page: CasePage) -> list[dict[str, Any]]:
    """The packets of Article 7(2): what was sent how, and what came back."""
    return [
        {
            "row": row,
            "state": NOTIFICATION_STATES.get(row.state, row.state),
            "sent": row.submitted_at is not None,
        }
        for row in page.notifications
    ]


def advisories(page: CasePage) -> list[dict[str, Any]]:
    """The advisories of the case with the state of each."""
    states = MACHINES["GATE"].states
    return [{"row": row, "state": states.get(row.gate, row.gate)} for row in page.advisories]


def affected(page: CasePage) -> list[dict[str, Any]]:
    """What is said of each product."""
    return [{"row": row, "status": ANSWERS.get(row.status, row.status)} for row in page.affected]


def suggested(page: CasePage) -> list[Suggestion]:
    """The registered products that the report seems to mean, each with the name by which; one query."""
    told = [page.case.product, page.title, *(str(value) for value in page.report.values())]
    return registry.suggested(page.case.organisation_id, "\n".join(told))
