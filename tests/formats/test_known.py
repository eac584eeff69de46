"""What the world knows, read from the three kinds of files in which it tells it."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from bulou.formats.known import (
    Exploited,
    Known,
    NotKnown,
    Product,
    Score,
    cve_record,
    document_of,
    epss_scores,
    kev_catalogue,
)

RECORD: dict[str, Any] = {
    "dataType": "CVE_RECORD",
    "cveMetadata": {
        "cveId": "CVE-2099-4242",
        "state": "PUBLISHED",
        "datePublished": "2099-01-02T03:04:05.000Z",
        "dateUpdated": "2099-02-03T00:00:00",
    },
    "containers": {
        "cna": {
            "title": " Overflow\tin QY ",
            "descriptions": [{"lang": "fr", "value": "débordement"}, {"lang": "en", "value": "An overflow."}],
            "affected": [
                {
                    "vendor": "n/a",
                    "product": "QY-4200",
                    "versions": [{"version": "3.1", "lessThan": "3.5"}, {"version": "n/a"}],
                }
            ],
            "problemTypes": [{"descriptions": [{"cweId": "CWE-787"}, {"cweId": "overflow"}]}],
        },
        "adp": ["not a container", {"affected": [{"vendor": "v", "product": "other"}]}],
    },
}


def test_a_cve_record_is_read_with_its_own_authoritys_products() -> None:
    assert cve_record(RECORD) == Known(
        identifier="CVE-2099-4242",
        title="Overflow in QY",
        text="An overflow.",
        products=(Product("", "QY-4200", ("3.1 < 3.5",)),),
        cwes=("CWE-787",),
        published_at=datetime(2099, 1, 2, 3, 4, 5, tzinfo=UTC),
        modified_at=datetime(2099, 2, 3, tzinfo=UTC),
    )


def test_a_rejected_record_is_withdrawn_with_its_reason() -> None:
    rejected = {
        **RECORD,
        "cveMetadata": {"cveId": "CVE-2099-4242", "state": "REJECTED"},
        "containers": {"cna": {"rejectedReasons": [{"lang": "en", "value": "Not a flaw."}]}},
    }

    assert cve_record(rejected) == Known(identifier="CVE-2099-4242", text="Not a flaw.", withdrawn=True)


@pytest.mark.parametrize(
    "broken", [{}, {"dataType": "CVE_RECORD"}, {"dataType": "CVE_RECORD", "cveMetadata": []}]
)
def test_what_is_no_record_is_refused(broken: dict[str, Any]) -> None:
    with pytest.raises(NotKnown):
        cve_record(broken)


def test_a_kev_catalogue_keeps_its_dates() -> None:
    entry = {
        "cveID": "CVE-2099-1000",
        "vendorProject": "Git",
        "product": "Git",
        "vulnerabilityName": "Git flaw",
        "shortDescription": "A flaw.",
        "dateAdded": "2099-08-25",
        "dueDate": "soon",
        "knownRansomwareCampaignUse": "Known",
        "cwes": ["CWE-59"],
    }
    catalogue = kev_catalogue(
        {
            "catalogVersion": "2099.08.25",
            "dateReleased": "2099-08-25T17:04:19.9796Z",
            "vulnerabilities": [entry],
        }
    )

    assert (catalogue.on, catalogue.entries) == (
        date(2099, 8, 25),
        (
            Exploited(
                identifier="CVE-2099-1000",
                name="Git flaw",
                text="A flaw.",
                product=Product("Git", "Git"),
                cwes=("CWE-59",),
                added_on=date(2099, 8, 25),
                due_on=None,
                ransomware=True,
            ),
        ),
    )


def test_epss_scores_name_their_day() -> None:
    lines = [
        "#model_version:v2025.03.14,score_date:2099-06-01T12:55:00Z\n",
        "cve,epss,percentile\n",
        "CVE-2099-1000,0.00042,0.1\n",
    ]
    day, scores = epss_scores(lines)

    assert (day, list(scores)) == (
        date(2099, 6, 1),
        [Score("CVE-2099-1000", Decimal("0.00042"), Decimal("0.1"))],
    )
    with pytest.raises(NotKnown):
        list(epss_scores([*lines, "CVE-2099-1000,7,0.1\n"])[1])
    with pytest.raises(NotKnown):
        epss_scores(["cve,epss\n"])


@pytest.mark.parametrize("text", ["", "[1]", "{", "[" * 100_000])
def test_only_an_object_is_a_document(text: str) -> None:
    with pytest.raises(NotKnown):
        document_of(text)
