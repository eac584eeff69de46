"""The inbox: lists of the cases someone may know, in an order, page by page, quickly at any size.

Need-to-know comes first: the office is looked up, and what follows reads only the cases that exist for this person.
Pages follow a cursor, not a number, so a page far down costs what the first one costs, and nothing is shown twice or
left out while cases come in. Counts stop at a thousand: what is counted beyond that helps nobody to work.

Whoever sees every case reads a long list along an index of `Case` that lies in its order, and a short one whole, by the
index of its view; whoever knows a few cases starts from their grants, and what others have weighs nothing.
"""

import base64
import binascii
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from bulou.records.models import (
    Affected,
    Case,
    Duty,
    Grant,
    Office,
    Organisation,
    Reading,
    Report,
    SavedView,
)
from bulou.records.models.case import EMBARGOED
from bulou.records.pages import CaseRow, InboxPage, Suggestion
from bulou.records.registry import suggested_each
from bulou.records.visible import title_of

PAGE = 30
MOST_COUNTED = 999
MOST_NAMED = 4_000  # what a search finds beyond that is met on the way through a list
VIEWS: Mapping[str, Callable[[datetime, UUID], Q]] = {
    "new": lambda at, me: Q(rm="received", flood=False, closed_at=None),
    "slow": lambda at, me: Q(rm="received", flood=True, closed_at=None),
    "mine": lambda at, me: Q(handler_id=me, closed_at=None),
    "due_24h": lambda at, me: Q(due_at__gt=at, due_at__lte=at + timedelta(hours=24), closed_at=None),
    "overdue": lambda at, me: Q(due_at__lte=at, closed_at=None),
    "waiting_reporter": lambda at, me: Q(awaiting_reporter=True, closed_at=None),
    "embargoed": lambda at, me: EMBARGOED & Q(closed_at=None),
    "open": lambda at, me: Q(closed_at=None),
    "closed": lambda at, me: Q(closed_at__isnull=False),
}


@dataclass(frozen=True, slots=True)
class Order:
    """Cases that have what is ordered by come first, by `column`; then the others, newest first."""

    column: str
    falling: bool
    present: Q


ORDERS: Mapping[str, Order] = {
    "due": Order("due_at", False, Q(due_at__isnull=False)),
    "quality": Order("quality", True, Q(quality__isnull=False)),
    "priority": Order("priority", True, Q(priority__gt=0)),
    "newest": Order("received_at", True, Q()),
}
_CLOSED = Order("closed_at", True, Q(closed_at__isnull=False))


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last case of a page: in which part it stood, and where."""

    has: bool
    value: Any
    received_at: datetime
    id: UUID

    def __str__(self) -> str:
        value = self.value.isoformat() if isinstance(self.value, datetime) else self.value
        text = json.dumps([self.has, value, self.received_at.isoformat(), str(self.id)])
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def cursor_of(text: str, order: str, view: str) -> Cursor | None:
    """The cursor that an address names; None where it names none that fits this order."""
    moment = _order(order, view).column.endswith("_at")
    try:
        has, value, received, identity = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        known = datetime.fromisoformat(value) if moment and has else value
        found = Cursor(bool(has), known, datetime.fromisoformat(received), UUID(identity))
        fits = found.received_at.utcoffset() is not None and (
            not has or isinstance(known, datetime if moment else int)
        )
        aware = not isinstance(known, datetime) or known.utcoffset() is not None
        return found if fits and aware else None
    except (ValueError, TypeError, AttributeError, binascii.Error, RecursionError):
        return None


class _Few(Subquery):
    """How many rows a query has that ends after so many."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS few)"
    output_field = IntegerField()


@dataclass(frozen=True, slots=True)
class Sight:
    """The cases of an organisation that exist for someone; `whole` says that these are all of them. `picked` are the same
    for a query that names a few by their ids: no index of the organisation's cases answers it.
    """

    cases: QuerySet[Case]
    picked: QuerySet[Case]
    whole: bool


def sight(person_id: UUID, organisation_id: UUID) -> Sight:
    """What of an organisation's cases exists for this person; one query now, for the office, and none of its own later."""
    offices = Office.objects.filter(
        person_id=person_id, person__is_active=True, organisation_id=organisation_id, revoked_at=None
    )
    kinds = set(offices.values_list("kind", flat=True))
    # Compared in a way that no index answers: an index would lead through all of the organisation's cases.
    picked = Case.objects.alias(house=Coalesce("organisation_id", "organisation_id")).filter(
        house=organisation_id
    )
    if Office.Kind.LEAD in kinds:
        return Sight(Case.objects.filter(organisation_id=organisation_id), picked, whole=True)
    if not kinds:
        return Sight(Case.objects.none(), Case.objects.none(), whole=False)
    granted = Grant.objects.filter(person_id=person_id, revoked_at=None)
    picked = picked.filter(id__in=granted.values("case_id"))
    return Sight(picked, picked, whole=False)


def known_cases(person_id: UUID, organisation_id: UUID) -> QuerySet[Case]:
    """The cases of an organisation that exist for this person; one query now, as `sight` says."""
    return sight(person_id, organisation_id).cases


def inbox(
    person_id: UUID,
    organisation_id: UUID,
    *,
    at: datetime,
    view: str = "open",
    search: str = "",
    order: str = "due",
    after: str = "",
) -> InboxPage:
    """One page of the inbox of an organisation as one person sees it; ten queries at any size.

    `search` looks into numbers and products only: the prose of undisclosed cases is not searched (DECISIONS 20).
    """
    seen = sight(person_id, organisation_id)
    counts = _counts(seen, person_id, organisation_id, at)
    clause = VIEWS.get(view, VIEWS["open"])(at, person_id)
    chosen = seen.cases
    if search:
        chosen = _named(seen, search)
    elif seen.whole and counts.get(view, counts["open"]) <= MOST_COUNTED:
        chosen = seen.picked.filter(id__in=chosen.filter(clause).values("id")[: MOST_COUNTED + 1])
    chosen = chosen.filter(clause)
    cursor = cursor_of(after, order, view) if after else None
    cases = _page(_with_all(chosen, person_id), _order(order, view), cursor)
    rows = _rows(cases[:PAGE], organisation_id, at)
    more = len(cases) > PAGE
    total = counts.get(view, counts["open"])
    if search:
        total = len(rows)
    following = str(_cursor(cases[PAGE - 1], _order(order, view))) if more else ""
    return InboxPage(
        view,
        rows,
        counts,
        saved_views(person_id, organisation_id),
        search,
        order,
        total,
        cursor is not None,
        following,
    )


def _with_all(cases: QuerySet[Case], person_id: UUID) -> QuerySet[Case]:
    seen = Reading.objects.filter(person_id=person_id, case=OuterRef("pk"))
    duties = Prefetch("duties", Duty.objects.exclude(standing="not_arisen").order_by("due_at"))
    placed = Affected.objects.filter(case=OuterRef("pk"))
    # Apart, for the page's cases alone: of the report only its head, and never what came in.
    reports = Prefetch("report", Report.objects.only("case_id", "identity"))
    rows = cases.select_related("handler").annotate(seen=Exists(seen), placed=Exists(placed))
    return rows.prefetch_related(duties, reports)


def _counts(seen: Sight, person_id: UUID, organisation_id: UUID, at: datetime) -> dict[str, int]:
    """Of each view how many there are, up to one more than is ever shown; one query.

    Of every case, each view is counted along its own index until there are enough; of a few, all are counted in one pass.
    """
    clauses = {name: clause(at, person_id) for name, clause in VIEWS.items()}
    if not seen.whole:
        found = seen.cases.aggregate(
            **{f"count_{name}": Count("id", clause) for name, clause in clauses.items()}
        )
        return {name: min(found[f"count_{name}"], MOST_COUNTED + 1) for name in VIEWS}
    few = {
        f"count_{name}": _Few(seen.cases.filter(clause).order_by().values("id")[: MOST_COUNTED + 1])
        for name, clause in clauses.items()
    }
    row: Any = Organisation.objects.filter(id=organisation_id).values(**few).first() or {}
    return {name: row.get(f"count_{name}") or 0 for name in VIEWS}


def _named(seen: Sight, search: str) -> QuerySet[Case]:
    """Those whose number or product the words stand in; one query where every case is seen, else none.

    Of every case the first so many are looked up apart, in an index that holds the names and is read instead of the cases:
    where that finds them all, a list need not be gone through to its end for the few that it shows.
    """
    named = name_holds(search)
    if seen.whole:
        found = newest_named(seen.cases, named, MOST_NAMED + 1)
        if len(found) <= MOST_NAMED:
            return seen.picked.filter(id__in=found)
    return seen.cases.filter(named)


def name_holds(search: str) -> Q:
    """Whether words stand in the number or the product of a case, in whatever case they are written."""
    # Numbers are in capitals: said so, each of very many is compared as it stands.
    return Q(number__contains=search.upper()) | Q(product__icontains=search)


def newest_named(cases: QuerySet[Case], named: Q, most: int) -> list[UUID]:
    """The newest so many of the cases that `named` holds for, which asks for number, product and versions alone; one query."""
    return list(cases.filter(named).order_by("-received_at", "id").values_list("id", flat=True)[:most])


def _order(order: str, view: str) -> Order:
    return _CLOSED if view == "closed" else ORDERS.get(order, ORDERS["due"])


def _page(cases: QuerySet[Case], order: Order, cursor: Cursor | None) -> list[Case]:
    """The page after `cursor` and one case more where there is one."""
    found: list[Case] = []
    if cursor is None or cursor.has:
        column = f"{'-' if order.falling else ''}{order.column}"
        first = cases.filter(order.present)
        if cursor is not None:
            first = first.filter(_beyond(order, cursor))
        found = list(first.order_by(column, "-received_at", "id")[: PAGE + 1])
    if len(found) > PAGE or not order.present:
        return found
    rest = (
        cases.exclude(order.present) if order.column == "priority" else cases.filter(**{order.column: None})
    )
    if cursor is not None and not cursor.has:
        rest = rest.filter(_older(cursor))
    return found + list(rest.order_by("-received_at", "id")[: PAGE + 1 - len(found)])


def _beyond(order: Order, cursor: Cursor) -> Q:
    further = "lt" if order.falling else "gt"
    same = Q(**{order.column: cursor.value}) & _older(cursor)
    bound = Q(**{f"{order.column}__{further}e": cursor.value})  # said apart, so that an index can begin there
    return bound & (Q(**{f"{order.column}__{further}": cursor.value}) | same)


def _older(cursor: Cursor) -> Q:
    same = Q(received_at=cursor.received_at, id__gt=cursor.id)
    return Q(received_at__lte=cursor.received_at) & (Q(received_at__lt=cursor.received_at) | same)


def _cursor(case: Case, order: Order) -> Cursor:
    value = getattr(case, order.column)
    has = bool(value) if order.column == "priority" else value is not None
    return Cursor(has, value if has else None, case.received_at, case.id)


def _rows(cases: Sequence[Case], organisation_id: UUID, at: datetime) -> list[CaseRow]:
    named = {case.id: case.product for case in cases if case.product and not getattr(case, "placed", True)}
    meant = suggested_each(organisation_id, named) if named else {}
    return [_row(case, at, meant.get(case.id)) for case in cases]


def _row(case: Case, at: datetime, suggestion: Suggestion | None) -> CaseRow:
    return CaseRow(
        case=case,
        title=title_of(case),
        duties=[duty for duty in case.duties.all() if duty.live or duty.done_at],
        identity=case.report.identity if hasattr(case, "report") else "",
        age=at - case.received_at,
        seen=getattr(case, "seen", False),
        suggestion=suggestion,
    )


def saved_views(person_id: UUID, organisation_id: UUID) -> list[SavedView]:
    """A person's own views and those that others at the desk share, by name; one query."""
    rows = SavedView.objects.filter(Q(person_id=person_id) | Q(shared=True), organisation_id=organisation_id)
    return list(rows.order_by("name", "id"))
