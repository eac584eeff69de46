"""What anyone may ask of the authorities of a node."""

import pytest
from django.test import Client

from bulou.law.competence import TABLE

pytestmark = pytest.mark.database


def test_the_competence_table_is_there_for_anyone_in_both_languages(db: None) -> None:
    rows = Client(headers={"host": "127.0.0.1"}).get("/api/v1/authority/competences").json()

    assert [row["power"] for row in rows] == [each.power.value for each in TABLE]
    assert all(set(row["title"]) == {"zh", "en"} and row["bodies"] and row["article"] for row in rows)
