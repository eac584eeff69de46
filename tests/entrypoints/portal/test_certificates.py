"""A certificate: what its code tells, and what it never does."""

import re

from bulou.acts import Actor
from bulou.acts.certificates import IssueCertificate, RevokeCertificate
from bulou.acts.credits import ChooseCredit
from bulou.formats import pdf
from bulou.records.models import Certificate
from tests.entrypoints.portal.reading import page


def issued(world, **wishes):
    case_id = world.accepted(content={"title": "SECRET", "product": "SECRETBOX", "steps": "SECRET"})
    if wishes:
        world.done(ChooseCredit(case_id=case_id, **wishes), Actor.reporter(case_id))
    world.done(IssueCertificate(case_id=case_id, confirmed=True), "lead")
    return case_id, Certificate.objects.get(case_id=case_id).code


def test_a_code_tells_number_date_organisation_and_name_and_nothing_of_the_case(world, stranger):
    _case_id, code = issued(world, shown_as="handle", handle="<i>苔原</i>", on_certificate=True)

    html = page(stranger, f"/certificates/{code}")
    typed = stranger.get("/certificates", {"code": f" {code.lower().replace('-', ' ')}"})

    assert "<bdi>&lt;i&gt;苔原&lt;/i&gt;</bdi>" in html
    assert Certificate.objects.get().case.number in html
    assert "SECRET" not in html
    assert "QY-4200" not in html
    assert typed.headers["Location"] == f"/certificates/{code}"
    assert re.fullmatch(r"([2-9A-HJKMNP-TV-Z]{5}-){3}[2-9A-HJKMNP-TV-Z]{5}", code)


def test_a_name_without_consent_does_not_stand_on_it(world, stranger):
    _case_id, code = issued(world, shown_as="handle", handle="苔原", on_thanks=True)

    assert "苔原" not in page(stranger, f"/certificates/{code}")


def test_a_revoked_one_says_so_and_an_unknown_code_is_not_found(world, stranger):
    case_id, code = issued(world)
    world.done(RevokeCertificate(case_id=case_id, text="误发"), "lead")

    assert "Revoked" in page(stranger, f"/certificates/{code}")
    answers = [
        stranger.get(f"/certificates/{code}/certificate.pdf"),
        stranger.get("/certificates?code=AAAAA"),
    ]
    assert [answer.status_code for answer in answers] == [404, 404]


def test_where_pdfs_cannot_be_made_the_page_offers_printing(world, stranger, monkeypatch):
    _case_id, code = issued(world)
    if pdf.is_offered():
        made = stranger.get(f"/certificates/{code}/certificate.pdf")
        assert made.content.startswith(b"%PDF-")

    def missing():
        raise pdf.NoPdf

    monkeypatch.setattr(pdf, "_library", missing)
    assert "certificate.pdf" not in page(stranger, f"/certificates/{code}")
    assert stranger.get(f"/certificates/{code}/certificate.pdf").status_code == 404
