"""The operator's room: from "it touches us" to done, by acts that are sealed; details of systems in use never leave it."""

from datetime import timedelta

from django.core import mail
from django.test import Client

from bulou.acts import Actor, Status
from bulou.acts.blobs import keep
from bulou.acts.inventories import ImportInventory
from bulou.acts.prioritising import PrioritiseImpact
from bulou.acts.room import (
    AcceptRisk,
    AskWhatItTouches,
    MendImpact,
    NoteRiskExpired,
    RetestImpact,
    VerifyImpact,
)
from bulou.entrypoints.worker.loop import tick
from bulou.entrypoints.worker.risks import reopen_expired
from bulou.records import assets
from bulou.records.models import Entry, Impact, InventoryItem, InventoryList
from tests.acts.owned import ADVISORY
from tests.acts.scene import Scene
from tests.formats.bills import csaf, vendor


def house(scene: Scene, **more):
    return {"organisation_id": scene.world.organisations["vendor"], **more}


def states(scene: Scene) -> dict[str, str]:
    rows = Impact.objects.in_bulk([each for name, each in scene.ids.items() if name.startswith("impact_")])
    return {name[7:]: rows[each].state for name, each in scene.ids.items() if name.startswith("impact_")}


def test_a_table_of_assets_is_held_against_an_advisory_with_reasons(scene: Scene) -> None:
    row = Impact.objects.get(id=scene.ids["impact_found"])

    assert (row.number, row.result, row.reasons[0]["rule"]) == ("CVE-2026-1000", "affected", "in_range")
    assert row.reasons[0]["zh"] == "版本“3.1”在受影响范围“< 3.4.7”之内"
    assert states(scene) == {
        "found": "found", "verified": "verified", "mended": "mended", "accepted": "accepted", "untouched": "untouched",
    }  # fmt: skip


def test_asking_again_keeps_what_was_done(scene: Scene) -> None:
    again = scene.world.done(AskWhatItTouches(**house(scene), files=(keep("a.json", ADVISORY),)), "handler")

    assert again.ids["found"] == "0"
    assert states(scene)["mended"] == "mended"


def test_an_advisory_published_here_and_a_case_can_be_asked_about(scene: Scene) -> None:
    from bulou.records.models import Advisory, Case

    advisory = Advisory.objects.filter(published_at__isnull=False).first()
    assert advisory is not None
    by_number = AskWhatItTouches(**house(scene), advisory=advisory.number)
    number = Case.objects.get(id=scene.cases["accepted"]).number
    by_case = AskWhatItTouches(**house(scene), case_number=number)

    assert scene.world.act(by_number, "lead").status is Status.DONE
    assert scene.world.act(by_case, "lead").status is Status.DONE
    # a handler who is not in the case learns nothing of it
    assert scene.world.act(by_case, "handler").status is Status.INVALID


def test_verified_mended_tested_again_done_with_the_dates(scene: Scene) -> None:
    impact = house(scene, impact_id=scene.ids["impact_found"])
    scene.world.done(VerifyImpact(**impact), "handler")
    scene.world.done(MendImpact(**impact, note="已升级"), "handler")
    scene.world.done(RetestImpact(**impact, holds=False), "handler")
    scene.world.done(MendImpact(**impact, note="再次升级"), "handler")
    scene.world.done(RetestImpact(**impact, holds=True), "handler")

    row = Impact.objects.get(id=impact["impact_id"])
    assert row.state == "done"
    assert row.found_at < row.verified_at < row.mended_at < row.retested_at == row.closed_at
    found = assets.impact(scene.world.organisations["vendor"], row.id)
    assert [note["text"] for note in found.notes] == ["已升级", "再次升级"]
    assert found.in_use["asset"] == "核心交换机0"


def test_a_step_out_of_turn_says_what_is_possible(scene: Scene) -> None:
    outcome = scene.world.act(MendImpact(**house(scene, impact_id=scene.ids["impact_found"])), "handler")

    assert outcome.status is Status.INVALID
    assert "核实" in outcome.errors["impact_id"].zh


def test_only_a_lead_bears_a_risk_and_only_for_a_while(scene: Scene) -> None:
    impact = house(scene, impact_id=scene.ids["impact_found"])
    now = scene.world.now

    assert (
        scene.world.act(AcceptRisk(**impact, until=now + timedelta(days=9), note="x"), "handler").status
        is Status.REFUSED
    )
    assert (
        scene.world.act(AcceptRisk(**impact, until=now + timedelta(days=400), note="x"), "lead").status
        is Status.INVALID
    )
    assert (
        scene.world.act(AcceptRisk(**impact, until=now + timedelta(days=9), note="x"), "lead").status
        is Status.DONE
    )


def test_an_accepted_risk_ends_by_itself_and_the_mail_says_nothing_of_the_system(scene: Scene) -> None:
    day = Impact.objects.get(id=scene.ids["impact_accepted"]).accepted_until

    assert reopen_expired(at=day - timedelta(minutes=1)) == 0
    assert tick(day)["risks"] == 1
    for minute in range(1, 8):  # each takes a batch, and others wait in the scene
        tick(day + timedelta(minutes=minute))

    assert states(scene)["accepted"] == "found"  # nobody had verified it
    assert reopen_expired(at=day) == 0
    sent = [each for each in mail.outbox if "CVE-2026-1000" in each.subject]
    assert len(sent) == 1
    assert "交换机" not in sent[0].subject + sent[0].body


def test_what_presses_most_stands_first_and_its_answers_are_kept_as_notes_are(scene: Scene) -> None:
    vendor = scene.world.organisations["vendor"]
    may_wait = {
        "exploitation": "none",
        "system_exposure": "small",
        "automatable": "no",
        "human_impact": "low",
    }
    presses = {
        "exploitation": "active",
        "system_exposure": "open",
        "automatable": "yes",
        "human_impact": "high",
    }
    for name, answers in (("verified", may_wait), ("mended", presses)):
        act = PrioritiseImpact(**house(scene, impact_id=scene.ids[f"impact_{name}"]), **answers)
        scene.world.done(act, "handler")
    done = PrioritiseImpact(**house(scene, impact_id=scene.ids["impact_untouched"]), **presses)
    sealed = Entry.objects.filter(stream=f"org:{vendor}").latest("index")
    found = assets.impact(vendor, scene.ids["impact_mended"])

    assert [row.impact.ssvc for row in assets.room(vendor).rows] == ["immediate", "", "", "defer"]
    assert found is not None and found.notes[-1]["ssvc"] == presses
    assert sealed.payload["outcome"]["value"] == "immediate"
    assert "open" not in str(sealed.payload)
    assert list(scene.world.act(done, "handler").errors) == ["impact_id"]


def test_a_stranger_to_the_organisation_finds_no_impact(scene: Scene) -> None:
    act = VerifyImpact(**house(scene, impact_id=scene.ids["impact_found"]))
    theirs = VerifyImpact(organisation_id=scene.world.organisations["other"], impact_id=act.impact_id)

    assert scene.world.act(act, "foreigner").status is Status.NOT_FOUND
    assert scene.world.act(theirs, "foreigner").status is Status.INVALID
    assert (
        scene.world.act(NoteRiskExpired(**house(scene, impact_id=act.impact_id)), "lead").status
        is Status.REFUSED
    )


CANARIES = {
    "asset": "canary-asset-7f3", "address": "canary-address-7f3", "note": "canary-note-7f3", "ref": "canary-ref-7f3",
    "list": "canary-list-7f3", "word": "canary-word-7f3",
}  # fmt: skip
PUBLIC = (
    "/",
    "/advisories",
    "/law",
    "/platforms",
    "/thanks",
    "/.well-known/security.txt",
    "/feeds/advisories.atom",
    "/metrics",
)


def test_ac51_details_of_systems_in_use_reach_no_page_feed_export_or_entry(
    scene: Scene, client: Client
) -> None:
    """Every text field of the room holds a canary; none appears in what is public, sealed in clear, or stored readable."""
    table = "厂商,型号,版本,资产,地址,备注,编号\n青屿,QY-4200,3.1,{asset},{address},{note},{ref}\n".format(
        **CANARIES
    )
    imported = ImportInventory(
        **house(scene), inventory=CANARIES["list"], files=(keep("i.csv", table.encode()),)
    )
    scene.world.done(imported, "handler")
    document = csaf({"known_affected": ["A"]}, vendor("青屿", "QY-4200", A=("product_version", "3.1")))
    document = document.replace(b"CVE-2026-1000", b"CVE-2026-2000")
    scene.world.done(AskWhatItTouches(**house(scene), files=(keep("a.json", document),)), "handler")
    row = Impact.objects.filter(number="CVE-2026-2000").order_by("-id").first()
    found = [
        each
        for each in Impact.objects.filter(number="CVE-2026-2000")
        if assets.in_use(each.item).get("asset") == CANARIES["asset"]
    ]
    assert row is not None
    assert len(found) == 1
    scene.world.done(VerifyImpact(**house(scene, impact_id=found[0].id), note=CANARIES["word"]), "handler")

    public = b"".join(client.get(path).content for path in PUBLIC)
    sealed = "".join(entry.header + str(entry.payload) for entry in Entry.objects.all())
    stored = "".join(
        str(row) for model in (InventoryItem, Impact, InventoryList) for row in model.objects.values()
    )

    assert [each for each in CANARIES.values() if each.encode() in public] == []
    assert [each for each in CANARIES.values() if each in sealed] == []
    assert [name for name, each in CANARIES.items() if each in stored] == ["list"]
    assert Actor.system()  # the node itself reads them only for its own organisation's pages


def test_ac13_no_case_of_another_organisation_is_drawn_into_the_room(scene: Scene) -> None:
    """Whoever leads two organisations speaks for one of them: nothing of the other's case is written down there."""
    from bulou.acts.membership import AppointPerson
    from bulou.records.models import Case

    world = scene.world
    lead = AppointPerson(
        organisation_id=world.organisations["other"],
        email="lead@vendor.example",
        person="lead",
        offices=("lead",),
    )
    world.done(lead, Actor.system())
    number = Case.objects.get(id=world.submit("other").ids["case_id"]).number

    asked = world.act(AskWhatItTouches(**house(scene), case_number=number), "lead")

    assert (asked.status, list(asked.errors)) == (Status.INVALID, ["case_number"])
    assert not Impact.objects.filter(case__number=number).exists()
