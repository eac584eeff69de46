"""Rows that are inserted at once come back as they were, on either database, and are there all or not at all."""

from datetime import UTC, datetime
from enum import StrEnum
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 20, 4, 5, 6, 789, tzinfo=UTC)


class Word(StrEnum):
    VENDOR = "vendor"


def _organisation(**more):
    from bulou.records.models import Organisation

    given = {
        "slug": f"o-{uuid4().hex[:8]}",
        "prefix": uuid4().hex[:8],
        "name_zh": "厂",
        "name_en": "O",
        "created_at": AT,
    }
    return Organisation(**given | more)


def _case(organisation, **more):
    from bulou.records.models import Case

    given = {
        "number": uuid4().hex[:12],
        "organisation": organisation,
        "role": Word.VENDOR,
        "channel": "api",
        "key_wrapped": b"\x00\xff",
        "title_sealed": b"%s $1 \x00",
        "product": "50% %s $1 “QY”",
        "received_at": AT,
        "updated_at": AT,
        "facts": {"own_product": {"value": True, "note": "中文"}},
        "events": {},
        "cvss_score": "9.8",
    }
    return Case(**given | more)


def _columns(row):
    return {
        field.attname: field.to_python(getattr(row, field.attname)) for field in row._meta.concrete_fields
    }


def test_rows_of_several_tables_come_back_as_they_were():
    from bulou.records.models import Case, Organisation
    from bulou.records.rows import insert

    organisation = _organisation(readings={"clock_start": "triage"}, roles=["vendor"])
    cases = [_case(organisation), _case(organisation, due_at=AT, facts={}, cvss_score=None)]

    insert([organisation, *cases])

    assert _columns(Organisation.objects.get(id=organisation.id)) == _columns(organisation)
    for case in cases:
        found = Case.objects.get(id=case.id)
        assert {
            **_columns(found),
            "key_wrapped": bytes(found.key_wrapped),
            "title_sealed": bytes(found.title_sealed),
        } == (_columns(case))


def _plans():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(sum(generic_plans), 0), coalesce(sum(custom_plans), 0) FROM pg_prepared_statements"
            " WHERE statement LIKE 'INSERT%\"records_organisation\"%'"
        )
        return cursor.fetchone()


@pytest.mark.only("postgresql")
def test_an_insert_is_kept_prepared_and_not_planned_for_its_values():
    from bulou.records.rows import insert

    before, _own = _plans()
    for _unused in range(2):
        insert([_organisation()])

    assert _plans() == (before + 2, 0)


def test_a_json_column_may_hold_a_mere_text():
    from bulou.records.models import Entry
    from bulou.records.rows import insert

    insert([Entry(stream="s", index=0, hash="h", header="{}", payload="a text")])

    assert Entry.objects.get(stream="s").payload == "a text"


def test_what_is_gathered_goes_in_at_the_end_with_one_statement_a_table_at_most():
    from bulou.records.models import Case
    from bulou.records.rows import gathered, insert

    organisations = [_organisation(), _organisation()]
    with CaptureQueriesContext(connection) as seen, gathered():
        for organisation in organisations:
            insert([organisation])
            insert([_case(organisation)])
        assert len(seen) == 0
    inserts = [query["sql"] for query in seen if "INSERT" in query["sql"]]
    assert len(inserts) == (1 if connection.vendor == "postgresql" else 2)
    assert Case.objects.filter(organisation__in=organisations).count() == 2


def test_one_row_that_may_not_be_keeps_all_out():
    from bulou.records.models import Organisation
    from bulou.records.rows import insert

    first, second = _organisation(), _organisation()
    twice = _organisation(slug=second.slug)

    with pytest.raises(IntegrityError), transaction.atomic():
        insert([first, second, twice])

    assert not Organisation.objects.filter(id=first.id).exists()


def test_nothing_to_insert_is_no_statement():
    from bulou.records.rows import insert

    with CaptureQueriesContext(connection) as seen:
        insert([])
    assert len(seen) == 0


def test_a_row_that_is_no_instance_is_stored_with_the_defaults_of_its_model():
    from bulou.records.models import Case, Organisation, Party
    from bulou.records.rows import New, insert

    organisation = _organisation()
    case = _case(organisation)
    insert([organisation, case, New(Party, case_id=case.id, name="某人", role="reporter", seen_at=AT)])

    party = Party.objects.get(case=case)
    assert _columns(party) == _columns(
        Party(id=party.id, case_id=case.id, name="某人", role="reporter", seen_at=AT)
    )
    assert Organisation.objects.get(id=organisation.id).slug == organisation.slug
    assert Case.objects.get(id=case.id).facts == case.facts


def test_a_row_that_is_read_is_the_one_that_a_query_set_reads():
    from bulou.records.models import Organisation
    from bulou.records.rows import insert, row

    organisation = _organisation(readings={"clock_start": "triage"}, roles=["vendor"])
    insert([organisation])

    found = row(Organisation, organisation.id)
    assert found is not None
    assert not found._state.adding
    assert _columns(found) == _columns(Organisation.objects.get(id=organisation.id))
    assert row(Organisation, uuid4()) is None


def test_what_is_gathered_may_not_stand_in_a_transaction_that_could_take_it_back():
    from bulou.records.models import Organisation
    from bulou.records.rows import gathered, insert

    organisation = _organisation()
    with transaction.atomic(), pytest.raises(RuntimeError, match="durable"), gathered():
        insert([organisation])

    assert not Organisation.objects.filter(id=organisation.id).exists()
