"""The inbox: lists of the cases someone may know, in an order, page by page, quickly at any size.

Need-to-know comes first: the office is looked up, and what follows reads only the cases that exist for this person.
Pages follow a cursor, not a number, so a page far down costs what the first one costs, and nothing is shown twice or
left out while cases come in. Counts stop at a thousand: what is counted beyond that helps nobody to work.
"""

import base64
import binascii
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery

from bulou.records.models import Case, Duty, Grant, Office, Organisation, Reading, SavedView
from bulou.records.pages import CaseRow, InboxPage
from bulou.records.visible import title_of

PAGE = 30
MOST_COUNTED = 999
VIEWS: Mapping[str, Callable[[datetime, UUID], Q]] = {
    "new": lambda at, me: Q(rm="received", flood=False, closed_at=None),
    "slow": lambda at, me: Q(rm="received", flood=True, closed_at=None),
    "mine": lambda at, me: Q(handler_id=me, closed_at=None),
    "due_24h": lambda at, me: Q(due_at__gt=at, due_at__lte=at + timedelta(hours=24), closed_at=None),
    "overdue": lambda at, me: Q(due_at__lte=at, closed_at=None),
    "waiting_reporter": lambda at, me: Q(awaiting_reporter=True, closed_at=None),
    "embargoed": lambda at, me: Q(em__in=["active", "revise"], closed_at=None),
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


def known_cases(person_id: UUID, organisation_id: UUID) -> QuerySet[Case]:
    """The cases of an organisation that exist for this person; one query now, for the office, and none of its own later."""
    offices = Office.objects.filter(
        person_id=person_id, person__is_active=True, organisation_id=organisation_id, revoked_at=None
    )
    kinds = set(offices.values_list("kind", flat=True))
    cases = Case.objects.filter(organisation_id=organisation_id)
    if Office.Kind.LEAD in kinds:
        return cases
    if not kinds:
        return cases.none()
    return cases.filter(
        Exists(Grant.objects.filter(person_id=person_id, case=OuterRef("pk"), revoked_at=None))
    )


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
    """One page of the inbox of an organisation as one person sees it; seven queries at any size.

    `search` looks into numbers and products only: the prose of undisclosed cases is not searched (DECISIONS 20).
    """
    mine = known_cases(person_id, organisation_id)
    counts = _counts(mine, person_id, organisation_id, at)
    chosen = mine.filter(VIEWS.get(view, VIEWS["open"])(at, person_id))
    if search:
        # Numbers are in capitals: said so, each of very many is compared as it stands.
        chosen = chosen.filter(Q(number__contains=search.upper()) | Q(product__icontains=search))
    cursor = cursor_of(after, order, view) if after else None
    cases = _page(_with_all(chosen, person_id), _order(order, view), cursor)
    rows = [_row(case, at) for case in cases[:PAGE]]
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
    return cases.select_related("handler", "report").annotate(seen=Exists(seen)).prefetch_related(duties)


def _counts(mine: QuerySet[Case], person_id: UUID, organisation_id: UUID, at: datetime) -> dict[str, int]:
    """Of each view how many there are, up to one more than is ever shown; one query."""
    few = {
        f"count_{name}": _Few(mine.filter(clause(at, person_id)).order_by().values("pk")[: MOST_COUNTED + 1])
        for name, clause in VIEWS.items()
    }
    row: Any = Organisation.objects.filter(id=organisation_id).values(**few).first() or {}
    return {name: row.get(f"count_{name}") or 0 for name in VIEWS}


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


def _row(case: Case, at: datetime) -> CaseRow:
    return CaseRow(
        case=case,
        title=title_of(case),
        duties=[duty for duty in case.duties.all() if duty.live or duty.done_at],
        identity=case.report.identity if hasattr(case, "report") else "",
        age=at - case.received_at,
        seen=getattr(case, "seen", False),
    )


def saved_views(person_id: UUID, organisation_id: UUID) -> list[SavedView]:
    """A person's own views and those that others at the desk share, by name; one query."""
    rows = SavedView.objects.filter(Q(person_id=person_id) | Q(shared=True), organisation_id=organisation_id)
    return list(rows.order_by("name", "id"))
