"""What someone wants looked at: flags of suspected abuse (Article 4), on their case and in one queue."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bulou.acts.abuse import ARTICLE_4, SUSPICIONS
from bulou.entrypoints.desk.seat import Seat, furniture, seated
from bulou.precheck.detectors import DETECTORS, forget
from bulou.precheck.draft import Draft, Format, Passage, Role
from bulou.records.flagged import flags_for, is_live
from bulou.records.pages import CasePage

MOST_READ = 20  # messages, the latest ones
LONGEST = 20_000  # characters of one message that are read for their wording


@dataclass(frozen=True, slots=True)
class FlagLine:
    """One flag: what is suspected of whom, and what came of it."""

    id: str
    number: str
    suspicion: Any
    party: str
    entry_index: int | None
    flagged_at: datetime
    suspended_at: datetime | None
    lifted_at: datetime | None
    referred_at: datetime | None
    referred_to: str
    live: bool

    @property
    def suspended(self) -> bool:
        return self.suspended_at is not None and self.lifted_at is None


def flags(page: CasePage) -> list[FlagLine]:
    """The flags of a case, newest first."""
    return [_line(flag, page.case.number) for flag in page.flags]


def _line(flag: Any, number: str) -> FlagLine:
    party = flag.party
    return FlagLine(
        id=str(flag.id),
        number=number,
        suspicion=dict(SUSPICIONS).get(flag.suspicion, flag.suspicion),
        party=(party.name or _("The reporter")) if party is not None else "",
        entry_index=flag.entry_index,
        flagged_at=flag.flagged_at,
        suspended_at=flag.suspended_at,
        lifted_at=flag.lifted_at,
        referred_at=flag.referred_at,
        referred_to=f"{flag.addressee} {flag.reference}".strip(),
        live=is_live(flag),
    )


@dataclass(frozen=True, slots=True)
class Wording:
    """Words of the reporter that a rule of the pre-check points to. A question, never a finding: a person flags or not."""

    says: Any
    excerpt: str
    entry_index: int


def wordings(page: CasePage) -> list[Wording]:
    """Where the report and what the reporter wrote since read like a price or a threat, unless that entry is flagged already."""
    flagged = {flag.entry_index for flag in page.flags}
    told = [(0, "\n\n".join(text for text in page.report.values() if isinstance(text, str)))]
    told += [
        (row.index, str(row.fields.get("text", "")))
        for row in page.timeline
        if row.act in ("write_as_reporter", "write_by_mail")
    ]
    try:
        return [
            found
            for index, text in told[-MOST_READ:]
            if index not in flagged
            for found in _pointed_at(index, text[:LONGEST])
        ]
    finally:
        forget()


def _pointed_at(index: int, text: str) -> Iterator[Wording]:
    draft = Draft("", Format.TEXT, text, (Passage(text, Role.PROSE, lambda offset: offset),))
    for name in ("price", "threat"):
        hit = next(iter(DETECTORS[name](draft)), None)
        if hit is not None:
            yield Wording(hit.says, draft.place(hit.passage, hit.start, hit.end).excerpt, index)


def flag_options(page: CasePage) -> list[tuple[str, str]]:
    """The flags of a case as a form offers them."""
    return [
        (
            line.id,
            " · ".join(filter(None, [str(line.suspicion), line.party, f"{line.flagged_at:%Y-%m-%d}"])),
        )
        for line in flags(page)
    ]


@require_safe
@seated
def abuse(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The queue of suspected abuse: the flags on the cases that this person may know."""
    if not seat.is_desk:
        raise Http404
    found = flags_for(seat.person_id, seat.current.organisation.id)
    lines = [_line(flag, flag.case.number) for flag in found]
    context = furniture(
        seat,
        live=[line for line in lines if line.live],
        settled=[line for line in lines if not line.live],
        article=ARTICLE_4,
    )
    return render(request, "desk/abuse.html", context)
