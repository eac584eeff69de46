"""Very many cases for figures: copies of one that came through the gate, with its report and its duties.

Each has a key, a number, a title and moments of its own; states, limits and scores are spread over them. Their streams
are not copied, so nothing that is measured on them says anything about the journal.
"""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone

from bulou.records.models import Case, Duty, Grant, Report
from bulou.records.sealed import new_case_key

TABLE = "made"
RARE = "RX-77"
RARE_ONE_IN = 5_000
_OWN = {
    Case: {name: name for name in ("id", "key_wrapped", "title_sealed")},
    Report: {"id": "report_id", "case_id": "id"},
    Duty: {"case_id": "id"},
}
_SET = 5_000


def copy_cases(one: Case, count: int, handler: UUID) -> None:
    """So many more cases like `one`; one in a hundred is handled by `handler`."""
    spread = _spread(one, 1, handler)
    fields = [each for each in Case._meta.concrete_fields if each.attname in {*spread, *_OWN[Case]}]
    columns = [*fields, _report_id()]
    with connection.cursor() as cursor, transaction.atomic():
        kinds = ", ".join(f"{_quoted(each.attname)} {each.db_type(connection)}" for each in columns)
        cursor.execute(f"CREATE TEMP TABLE {TABLE} ({kinds}, place integer)")
        rows = _rows(one, count, handler, columns)
        marks = ", ".join(["%s"] * (len(columns) + 1))
        while some := [row for _place, row in zip(range(_SET), rows, strict=False)]:
            cursor.executemany(f"INSERT INTO {TABLE} VALUES ({marks})", some)  # writes: what is copied below
        for model, own in _OWN.items():
            _copy(cursor, model, own if model is Duty else {**{name: name for name in spread}, **own}, one)


def grant(person_id: UUID, one_in: int) -> None:
    """Let a person know one in so many of the copies."""
    with connection.cursor() as cursor:
        cursor.execute(  # writes: grants of copies that nobody acts on
            f"INSERT INTO {Grant._meta.db_table} (case_id, person_id, granted_at)"
            f" SELECT id, %s, %s FROM {TABLE} WHERE place %% %s = 0",
            [
                Grant._meta.get_field("person").target_field.get_db_prep_value(person_id, connection),
                Grant._meta.get_field("granted_at").get_db_prep_value(timezone.now(), connection),
                one_in,
            ],
        )


def tidy() -> None:
    """What a PostgreSQL server does by itself some minutes after so many rows; SQLite is left as it is in use."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def _report_id() -> Any:
    found = Report._meta.get_field("id").clone()
    found.set_attributes_from_name("report_id")
    return found


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def _spread(one: Case, place: int, handler: UUID) -> dict[str, Any]:
    """What a copy has of its own, by attribute."""
    assert one.due_at is not None
    minute = timedelta(minutes=1)
    known, seldom = place % 3 > 0, place % RARE_ONE_IN == 0
    return {
        "number": f"ZZ-2026-{place:04X}-{place * 7919 % 0x10000:04X}",
        "product": RARE if seldom else f"Unknown {place}" if place % 4 == 0 else one.product,
        "received_at": one.received_at - place * minute,
        "updated_at": one.updated_at - place * minute,
        "quality": place % 100 - 20,
        "priority": 1 + place // 50 % 4 if place % 50 == 0 else 0,
        "flood": place % 100 == 1,
        "rm": "received" if place % 100 < 2 else "accepted",
        "awaiting_reporter": place % 40 == 1,
        "em": "active" if place % 30 == 1 else one.em,
        "closed_at": one.received_at + timedelta(seconds=place) if place % 10 == 3 else None,
        "due_at": one.due_at + (place % 20_000 - 10_000) * minute if known else None,
        "handler_id": handler if place % 100 == 7 else None,
    }


def _rows(one: Case, count: int, handler: UUID, columns: list[Any]) -> Iterator[tuple[object, ...]]:
    for place in range(1, count + 1):
        identity = uuid4()
        key, wrapped = new_case_key(identity)
        title = key.close(f"诊断页命令注入 {place}".encode(), f"case:{identity}:title")
        said: Mapping[str, Any] = {
            **_spread(one, place, handler),
            "id": identity,
            "report_id": uuid4(),
            "key_wrapped": wrapped,
            "title_sealed": title,
        }
        yield (*(each.get_db_prep_value(said[each.attname], connection) for each in columns), place)


def _copy(cursor: Any, model: type[Model], own: Mapping[str, str], one: Case) -> None:
    """The rows of `one` in one table, for every copy of it; `own` names what a copy has of its own."""
    drawn = {"id"} if model is Duty else set()  # by the database
    columns = [each.column for each in model._meta.concrete_fields if each.column not in drawn]
    chosen = [f"made.{_quoted(own[each])}" if each in own else f"one.{_quoted(each)}" for each in columns]
    table, key = model._meta.db_table, "id" if model is Case else "case_id"
    cursor.execute(  # writes: copies that nobody acts on
        f"INSERT INTO {table} ({', '.join(map(_quoted, columns))}) SELECT {', '.join(chosen)}"
        f" FROM {table} one, {TABLE} made WHERE one.{key} = %s",
        [Case._meta.pk.get_db_prep_value(one.pk, connection)],
    )
