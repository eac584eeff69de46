"""Tables that leave the desk as files: each download is sealed, and its rows bear the marks of who took them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from uuid import UUID, uuid4

from django.http import Http404

from bulou.acts import perform
from bulou.acts.guarding.copies import TakeCopy
from bulou.entrypoints.desk.seat import Seat
from bulou.formats import marks
from bulou.records.copies import copy_key, row_secret

COLUMN = "copy_reference"
Cells = Sequence[object]


def marked(
    seat: Seat,
    what: str,
    table: Callable[[], Iterable[Cells]],
    *,
    by: Sequence[int],
    house: UUID | None = None,
) -> Iterator[Cells]:
    """The lines of a table for this reader, its heading first, with a reference in each row; sealed before a line is given.

    `house` is the organisation whose table it is, that of the seat if none is named. `table` gives the lines anew each
    time it is called; the cells at `by`, one or two, tell a row from the others. Nothing of what a row says is changed: the
    reference is a column of its own, and only rows near one another change places.
    """
    organisation_id, copy_id = house or seat.current.organisation.id, uuid4()
    secret, key = row_secret(organisation_id), copy_key(copy_id)

    def named(row: Cells) -> bytes:
        return marks.fingerprint(secret, *(row[place] for place in by))

    rows = iter(table())
    heading = next(rows)
    kept = b"".join(map(named, rows))
    taken = TakeCopy(
        person_id=seat.person_id, organisation_id=organisation_id, what=what, rows=kept, copy_id=copy_id
    )
    if not perform(taken, by=seat.actor, at=seat.at):
        raise Http404
    again = iter(table())
    next(again)
    lines = ([*row, marks.code(key, named(row))] for row in marks.in_order(key, again, named))
    return chain([[*heading, COLUMN]], lines)
