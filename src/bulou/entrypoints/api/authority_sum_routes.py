"""An authority's figures, its overdue board and its view of the others over HTTP: sums, as the desk's pages show them."""

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from bulou.entrypoints.api import said
from bulou.entrypoints.api.answers import problems
from bulou.entrypoints.api.bearer import is_desk, seat_of, speaker
from bulou.entrypoints.api.figure_routes import Asking, clamped
from bulou.entrypoints.api.problems import not_found
from bulou.law.competence import Power, competent
from bulou.records import coordination, filings, matter_sums, overdue
from bulou.records.figures import Asked
from bulou.records.matter_sums import OVERDUE, Known
from bulou.records.reception_log import day_of
from bulou.records.tokens import Holder

router = Router(tags=["authority"])
Page = Annotated[int, Field(ge=1, le=1_000_000)]


class SourceSum(Schema):
    """Matters of one kind that arrived in the period that begins on this day."""

    period: str
    kind: str
    count: int


class ClassSum(Schema):
    """Notifications of one product class, as first notified ("" where none was given), in the period of receipt."""

    period: str
    product_class: str
    count: int


class TimingSum(Schema):
    """Notifications of vendors of one size ("" not stated): in_time, late, or unlimited where no limit was told."""

    period: str
    size: str
    timing: str
    count: int


class RemedySum(Schema):
    """Notifications, by period of receipt, whose remedy was told of within so many days (`later`: after more than ninety)."""

    period: str
    product_class: str
    within: str
    count: int


class OverdueSum(Schema):
    """Remedies that are overdue now by at least so many days, and fewer than the next group."""

    days: int
    urged: bool
    count: int


class StepSum(Schema):
    """What happened to filings of platforms in the period."""

    period: str
    step: str
    count: int


class AuthorityFigures(Schema):
    """All sums of the days from `first` to `last`, both included. `step` may be coarser than was asked: no more than a hundred periods."""

    first: str
    last: str
    step: str
    sources: list[SourceSum]
    classes: list[ClassSum]
    timing: list[TimingSum]
    remedies: list[RemedySum]
    overdue: list[OverdueSum]
    filings: list[StepSum]


class BehindOut(Schema):
    """One vendor: how much is overdue, by how many days (`groups`: up to 7, 30, 90, more), and since when the oldest is.

    `here` says that it is on this node.
    """

    organisation: str | None
    name_zh: str
    name_en: str
    here: bool
    count: int
    groups: list[int]
    oldest: str
    urged: int


class OverdueOut(Schema):
    """Remedies past the authority's date by vendor, and, on the first page for leads, notifications that supervised ones owe."""

    remedies: list[BehindOut]
    notifications: list[BehindOut]
    page: int
    more: bool


class PairOut(Schema):
    """What one authority told one body in thirty days; seconds from telling to receipt."""

    teller: str
    body: str
    purpose: str
    told: int
    confirmed: int
    silent: int
    usual: int | None
    longest: int | None


class SilentOut(Schema):
    """A telling that nobody has confirmed; `number` is the matter's in the register of who told."""

    teller: str
    body: str
    purpose: str
    number: str
    kind: str
    told_at: str


class CoordinationOut(Schema):
    """What the authorities of this node told each other; nothing of what it was about."""

    pairs: list[PairOut]
    silent: list[SilentOut]
    page: int
    more: bool


@router.get("/authority/figures", response={200: AuthorityFigures, **problems(401, 404, 422, 429)})
def sums(
    request: HttpRequest,
    first: Asking = None,
    last: Asking = None,
    step: Literal["day", "week", "month"] = "week",
) -> Any:
    """Sums over the matters of your authority that you may know; twelve weeks until today unless told otherwise."""
    held, at = speaker(request), timezone.now()
    if not _at_authority(held):
        return not_found()
    asked = Asked.of(clamped(first), clamped(last), step, today=day_of(at))
    known = Known(held.person_id, held.organisation_id)
    found = sorted(matter_sums.sums(known, asked).items())

    def series(name: str, *parts: str) -> list[dict[str, Any]]:
        return [
            {"period": f"{day}", **dict(zip(parts, of.split(":"), strict=True)), "count": count}
            for (each, day, of), count in found
            if each == name
        ]

    return {
        "first": f"{asked.first}",
        "last": f"{asked.last}",
        "step": asked.step,
        "sources": series("source", "kind"),
        "classes": series("class", "product_class"),
        "timing": series("timing", "size", "timing"),
        "remedies": series("remedy", "product_class", "within"),
        "overdue": [
            {"days": (0, *OVERDUE)[age], "urged": urged, "count": count}
            for (age, urged), count in sorted(matter_sums.ageing(known, at=at).items())
        ],
        "filings": [
            {"period": f"{day}", "step": name, "count": count}
            for (day, name), count in sorted(filings.steps(held.organisation_id, asked).items())
        ],
    }


@router.get("/authority/overdue", response={200: OverdueOut, **problems(401, 404, 422, 429)})
def behind(request: HttpRequest, page: Page = 1) -> Any:
    """Who is overdue, longest first. Urge with the act `urge_vendor` on a matter of `GET /authority/register?view=overdue`."""
    held = speaker(request)
    if not _at_authority(held):
        return not_found()
    found = overdue.board(held.person_id, held.organisation_id, at=timezone.now(), page=page)
    return {
        "remedies": [_behind(row) for row in found.remedies],
        "notifications": [_behind(row) for row in found.notifications],
        "page": found.page,
        "more": found.more,
    }


@router.get("/authority/coordination", response={200: CoordinationOut, **problems(401, 404, 422, 429)})
def among(request: HttpRequest, page: Page = 1) -> Any:
    """What the authorities told each other, for the leads of one that coordinates (Article 3)."""
    held = speaker(request)
    seat = seat_of(held)
    coordinates = seat.organisation.is_authority and competent(seat.organisation.bodies, Power.COORDINATE)
    if not coordinates or "lead" not in seat.offices:
        return not_found()
    found = coordination.coordination(at=timezone.now(), page=page)
    return {
        "pairs": [
            {
                "teller": pair.teller.slug,
                **{name: getattr(pair, name) for name in ("body", "purpose", "told", "confirmed", "silent")},
                "usual": _seconds(pair.usual),
                "longest": _seconds(pair.longest),
            }
            for pair in found.pairs
        ],
        "silent": [
            {
                "teller": row.matter.organisation.slug,
                "body": row.body,
                "purpose": row.purpose,
                "number": row.matter.number,
                "kind": row.matter.kind,
                "told_at": said.moment(row.told_at),
            }
            for row in found.silent
        ],
        "page": found.page,
        "more": found.more,
    }


def _at_authority(held: Holder) -> bool:
    return is_desk(held) and seat_of(held).organisation.is_authority


def _behind(row: overdue.Behind) -> dict[str, Any]:
    return {
        "organisation": str(row.organisation_id) if row.organisation_id else None,
        "name_zh": row.zh,
        "name_en": row.en,
        "here": row.here,
        "count": row.count,
        "groups": list(row.groups),
        "oldest": said.moment(row.oldest),
        "urged": row.urged,
    }


def _seconds(span: Any) -> int | None:
    return None if span is None else int(span.total_seconds())
