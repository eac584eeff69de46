"""From the operator's room into the case: what is recorded of systems in use moves the duties of Article 8, and no word more."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from bulou.acts.blobs import keep
from bulou.acts.inventories import ImportInventory
from bulou.acts.room import (
    AcceptRisk,
    AskWhatItTouches,
    DismissImpact,
    ImpactAct,
    MendImpact,
    ReopenImpact,
    RetestImpact,
    TieImpact,
    VerifyImpact,
)
from bulou.entrypoints.worker.risks import reopen_expired
from bulou.records.facts import fold
from bulou.records.models import Case, Duty, Entry, Impact
from tests.acts.owned import ADVISORY
from tests.world import World


@dataclass
class Operator:
    """An operator with one case, and impacts tied to it."""

    world: World
    case_id: UUID
    impacts: list[UUID]

    def step(self, cls: type[ImpactAct], which: int = 0, **more: Any) -> None:
        house = self.world.organisations["waterworks"]
        self.world.done(cls(organisation_id=house, impact_id=self.impacts[which], **more), "he")

    @property
    def duties(self) -> dict[str, str]:
        rows = Duty.objects.filter(case_id=self.case_id, duty_id__startswith="RMSV-8")
        return {row.duty_id: row.standing for row in rows}

    @property
    def case(self) -> Case:
        return Case.objects.get(id=self.case_id)


@pytest.fixture
def operator(world: World) -> Operator:
    house = {"organisation_id": world.found("waterworks", "NP", "operator")}
    world.appoint("he", "waterworks", "lead")
    case_id = UUID(world.submit("waterworks").ids["case_id"])
    table = "厂商,型号,版本,资产\n" + "".join(f"青屿,QY-4200,3.1,泵站{n}\n" for n in range(2))
    world.done(ImportInventory(**house, inventory="泵站", files=(keep("i.csv", table.encode()),)), "he")
    world.done(AskWhatItTouches(**house, files=(keep("a.json", ADVISORY),)), "he")
    impacts = list(Impact.objects.order_by("item_id").values_list("id", flat=True))
    number = Case.objects.get(id=case_id).number
    world.done(TieImpact(**house, impact_id=impacts[0], case_number=number), "he")
    return Operator(world, case_id, impacts)


def test_what_the_room_records_moves_the_duties_of_article_8(operator: Operator) -> None:
    seen = [operator.duties]
    for cls, which, more in (
        (VerifyImpact, 0, {}), (VerifyImpact, 1, {}), (MendImpact, 0, {}), (RetestImpact, 0, {"holds": True}),
        (MendImpact, 1, {}), (RetestImpact, 1, {"holds": True}), (ReopenImpact, 1, {}),
    ):  # fmt: skip
        operator.step(cls, which, **more)
        seen.append(operator.duties)

    verify, mend = ([each.get(name) for each in seen] for name in ("RMSV-8", "RMSV-8-mend"))
    assert verify == ["open"] * 2 + ["done_in_time"] * 6
    assert mend == [None, *["open"] * 5, "done_in_time", "open"]
    facts = {name: operator.case.facts[name]["value"] for name in ("own_system", "flaw_exists")}
    assert facts == {"own_system": True, "flaw_exists": True}
    told = Entry.objects.filter(stream=operator.case.stream)
    assert not any("泵站" in entry.header + str(entry.payload) for entry in told)
    assert rebuilt(operator.case)


def rebuilt(case: Case) -> bool:
    """Whether the facts and events of the case follow from its sealed entries alone."""
    again = fold(Case.objects.get(id=case.id), Entry.objects.filter(stream=case.stream).order_by("index"))
    return (again.facts, again.events) == (case.facts, case.events)


def test_what_touches_nothing_ends_the_duties_and_a_second_look_begins_them_again(operator: Operator) -> None:
    for which in (0, 1):
        operator.step(DismissImpact, which, note="未启用该功能")
    assert operator.case.facts["own_system"]["value"] is False
    assert operator.duties == {"RMSV-8": "done_in_time"}

    operator.step(ReopenImpact, 0, note="另一处启用了")
    operator.step(VerifyImpact, 0)

    assert operator.case.facts["own_system"]["value"] is True
    assert operator.duties["RMSV-8-mend"] == "open"


def test_an_accepted_risk_discharges_nothing(operator: Operator) -> None:
    until = operator.world.now + timedelta(days=9)
    for which in (0, 1):
        operator.step(VerifyImpact, which)
        operator.step(AcceptRisk, which, until=until, note="停机窗口")

    assert operator.duties == {"RMSV-8": "done_in_time", "RMSV-8-mend": "open"}


def test_a_risk_accepted_before_anyone_looked_is_still_to_be_verified_once_it_has_expired(
    operator: Operator,
) -> None:
    until = operator.world.now + timedelta(days=9)
    operator.step(DismissImpact, 0, note="未启用该功能")
    operator.step(AcceptRisk, 1, until=until, note="停机窗口")

    assert reopen_expired(at=until) == 1

    again = Impact.objects.get(id=operator.impacts[1])
    assert (again.state, again.verified_at) == ("found", None)
    assert operator.duties == {"RMSV-8": "open"}
    operator.step(VerifyImpact, 1)
    assert operator.duties == {"RMSV-8": "done_in_time", "RMSV-8-mend": "open"}


def test_what_is_mended_while_its_risk_was_accepted_was_there(operator: Operator) -> None:
    operator.step(DismissImpact, 0, note="未启用该功能")
    operator.step(AcceptRisk, 1, until=operator.world.now + timedelta(days=9), note="停机窗口")
    operator.step(MendImpact, 1)
    operator.step(RetestImpact, 1, holds=True)

    assert operator.duties == {"RMSV-8": "done_in_time", "RMSV-8-mend": "done_in_time"}


def test_a_tie_stays_and_goes_to_every_impact_of_the_vulnerability(operator: Operator) -> None:
    house = {"organisation_id": operator.world.organisations["waterworks"], "impact_id": operator.impacts[1]}
    tied = Impact.objects.values_list("case_id", flat=True)

    assert set(tied) == {operator.case_id}
    again = operator.world.act(TieImpact(**house, case_number=operator.case.number), "he")
    assert list(again.errors) == ["case_number"]


def finished(operator: Operator) -> None:
    for which in (0, 1):
        operator.step(VerifyImpact, which)
        operator.step(MendImpact, which)
        operator.step(RetestImpact, which, holds=True)
    assert operator.duties["RMSV-8-mend"] == "done_in_time"


def test_what_is_found_after_everything_was_mended_is_to_be_mended_too(operator: Operator) -> None:
    finished(operator)
    world, house = operator.world, {"organisation_id": operator.world.organisations["waterworks"]}
    table = "厂商,型号,版本,资产\n青屿,QY-4200,3.1,备用泵站\n"
    world.done(ImportInventory(**house, inventory="备件", files=(keep("b.csv", table.encode()),)), "he")

    world.done(AskWhatItTouches(**house, files=(keep("a.json", ADVISORY),)), "he")

    fresh = Impact.objects.get(state="found")
    assert (fresh.case_id, operator.duties["RMSV-8-mend"]) == (operator.case_id, "open")
    assert rebuilt(operator.case)
    operator.impacts.append(fresh.id)
    operator.step(DismissImpact, 2, note="未启用该功能")
    assert operator.duties["RMSV-8-mend"] == "done_in_time"


def test_asking_again_without_a_find_undoes_nothing(operator: Operator) -> None:
    finished(operator)
    house = {"organisation_id": operator.world.organisations["waterworks"]}
    before = operator.case.events

    operator.world.done(AskWhatItTouches(**house, files=(keep("a.json", ADVISORY),)), "he")

    assert operator.case.events == before
