"""What is public is read without a key, and nothing else is."""

from django.test import Client

from bulou.acts.certificates import IssueCertificate
from bulou.records.public.certificates import certificate_code
from tests.entrypoints.portal.publishing import published
from tests.world import World


def test_organisations_advisories_and_thanks_are_anyones(world: World, stranger: Client) -> None:
    made = published(world, heading="QY-4200 命令注入", cve="CVE-2026-12345")
    hidden = world.submit()

    houses = stranger.get("/api/v1/organisations").json()["organisations"]
    found = stranger.get("/api/v1/advisories", {"q": "CVE-2026-12345"}).json()
    document = stranger.get(found["advisories"][0]["csaf"])
    thanks = stranger.get("/api/v1/thanks")

    assert [each["slug"] for each in houses] == ["other", "vendor"]
    assert [each["number"] for each in found["advisories"]] == [made.number]
    assert document.json()["document"]["tracking"]["id"] == made.number
    assert thanks.status_code == 200
    assert hidden.ids["number"] not in stranger.get("/api/v1/advisories").content.decode()
    assert stranger.get("/api/v1/organisations/none").content == stranger.get("/api/v1/nothing").content


def test_a_certificate_is_told_genuine_by_its_code(world: World, stranger: Client) -> None:
    case_id = world.accepted()
    world.done(IssueCertificate(case_id=case_id, confirmed=True), "lead")
    code = certificate_code(case_id)

    found = stranger.get(f"/api/v1/certificates/{code}")

    assert (found.status_code, found.json()["code"], found.json()["revoked_at"]) == (200, code, None)
    assert stranger.get("/api/v1/certificates/AAAAA-AAAAA").status_code == 404
