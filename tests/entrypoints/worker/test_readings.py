"""After a reading was chosen the worker goes through the cases, a batch at a time, and then rests."""

from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from bulou.entrypoints.worker.loop import JOBS, step, tick

if TYPE_CHECKING:
    from tests.world import World


def test_the_worker_sweeps_the_cases_and_then_has_nothing_more_to_do(
    world: "World", monkeypatch: pytest.MonkeyPatch
) -> None:
    from bulou.acts import readings
    from bulou.acts.readings import ChooseReading
    from bulou.records.models import Entry

    cases = [UUID(world.submit().ids["case_id"]) for _each in range(3)]
    choice = ChooseReading(
        organisation_id=world.organisations["vendor"],
        reading="two_day_mode",
        value="natural",
        grounds="法务意见",
    )
    assert tick(world.now)["readings"] == 0
    world.done(choice, "lead")
    whole = readings.sweep
    monkeypatch.setattr(readings, "sweep", lambda at: whole(at, batch=2))
    job = next(job for job in JOBS if job.name == "readings")
    done = [step(job, "one", world.now) for _each in range(4)]

    assert done == [2, 1, 0, 0]
    sealed = Entry.objects.filter(header__contains='"act":"reevaluate_duties"').values_list(
        "stream", flat=True
    )
    assert sorted(sealed) == sorted(f"case:{case_id}" for case_id in cases)
