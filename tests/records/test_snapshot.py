"""An audit reads one moment of a journal that goes on being written, and nobody has to wait for it."""

from threading import Thread
from typing import Any

import pytest
from django.db import connection

from bulou.acts.sequencing import sequence
from bulou.records.audit import audit
from bulou.records.export import export
from bulou.records.kept import chunks, heads, snapshot
from bulou.records.models import Entry
from tests.world import World


def seen() -> tuple[int, int]:
    return sum(len(chunk) for chunk in chunks()), len(list(heads()))


@pytest.mark.django_db(transaction=True)
def test_what_is_written_meanwhile_is_not_seen_and_not_held_up(world: World) -> None:
    world.submit()
    sequence(world.now)
    failures: list[BaseException] = []

    def write() -> None:
        try:
            world.submit()
            sequence(world.now)
        except BaseException as error:  # a thread's failure has to reach the test
            failures.append(error)
        finally:
            connection.close()

    with snapshot():
        before = seen()
        writer = Thread(target=write)
        writer.start()
        writer.join(timeout=15)
        assert not writer.is_alive()
        after = seen()

    assert (failures, before) == ([], after)
    assert Entry.objects.count() == before[0] + 1
    assert audit() == []


@pytest.mark.django_db(transaction=True)
def test_audit_and_export_leave_the_connection_as_it_was(world: World, tmp_path: Any) -> None:
    world.submit()
    sequence(world.now)

    assert audit() == []
    assert export(tmp_path / "journal.jsonl", at=world.now) == Entry.objects.count()
    assert connection.get_autocommit()
    assert world.submit()


@pytest.mark.django_db(transaction=True)
def test_a_failure_inside_ends_the_snapshot(world: World) -> None:
    with pytest.raises(ZeroDivisionError), snapshot():
        raise ZeroDivisionError

    assert world.submit()
