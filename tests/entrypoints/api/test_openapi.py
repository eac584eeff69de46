"""The OpenAPI document and docs/reference/api.md say what the API does."""

import json
import re
from pathlib import Path

import pytest
from django.test import Client

from bulou.acts import ACTS
from bulou.acts.permissions import Right
from bulou.entrypoints import lanes
from bulou.entrypoints.api import act_routes, intake, limits
from bulou.entrypoints.api.problems import KINDS
from bulou.transport.received import FIELDS, MOST_FILES
from tests.world import World

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "reference" / "api.md").read_text(encoding="utf-8")
CASES = "/api/v1/cases/{case}/acts"
OTHERS = "/api/v1/acts"
SHARED = "/api/v1/shared/{party_id}/acts"
REPORTS = "/api/v1/organisations/{slug}/reports"


@pytest.fixture(scope="module")
def document() -> dict:
    return Client(headers={"host": "127.0.0.1"}).get("/api/v1/openapi.json").json()


def body(document: dict, path: str) -> dict:
    return document["paths"][path]["post"]["requestBody"]["content"]["application/json"]["schema"]


def names(document: dict, path: str) -> set[str]:
    return set(body(document, path)["discriminator"]["mapping"])


def test_it_is_openapi_3_1_and_every_reference_leads_somewhere(document: dict) -> None:
    text = json.dumps(document)

    assert document["openapi"].startswith("3.1")
    referred = set(re.findall(r'"#/components/schemas/([^"]+)"', text))
    assert referred <= set(document["components"]["schemas"])
    assert "$defs" not in text


def test_every_act_one_may_send_is_in_exactly_one_union(document: dict) -> None:
    """A new act appears by itself; what is left out is left out by its right or by name."""
    cases, others, parties = (names(document, path) for path in (CASES, OTHERS, SHARED))
    inner = {
        name for name, act in ACTS.items() if act.right in (Right.SYSTEM, Right.REPORTER, Right.RECIPIENT)
    }
    by_name = {
        "receive_canary",
        "submit_report",
        "sign_in",
        "create_token",
        "accept_invitation",
        "note_oversized",
    }

    assert len(cases | others | parties) == len(cases) + len(others) + len(parties)
    assert set(ACTS) - cases - others - parties == inner | by_name
    assert parties == {name for name, act in ACTS.items() if act.right is Right.PARTY}


def test_an_act_is_described_in_both_languages_with_its_choices(document: dict) -> None:
    schema = document["components"]["schemas"]["PostMessage"]

    assert schema["properties"]["act"]["const"] == "post_message"
    assert schema["properties"]["thread"]["enum"] == ["internal", "public"]
    assert " · " in schema["properties"]["text"]["description"]
    assert schema["required"] == ["act", "text"]
    assert schema["additionalProperties"] is False
    assert "case_id" not in schema["properties"]


def test_every_operation_names_its_problems_by_their_media_type(document: dict) -> None:
    found = {}
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            errors = {
                int(status): answer for status, answer in operation["responses"].items() if int(status) >= 400
            }
            assert all(list(answer["content"]) == ["application/problem+json"] for answer in errors.values())
            found[f"{method.upper()} {path}"] = sorted(errors)

    acting = [400, 401, 403, 404, 409, 413, 422, 429, 451]
    assert found == {
        "GET /api/v1/figures": [401, 422, 429],
        f"POST {REPORTS}": [400, 404, 413, 500, 503],
        "GET /api/v1/cases": [401, 422, 429],
        "GET /api/v1/cases/{case}": [401, 404, 429],
        f"GET {CASES}": [401, 404, 429],
        "GET /api/v1/cases/{case}/notices": [401, 404, 429],
        "GET /api/v1/cases/{case}/packets": [401, 404, 429],
        "GET /api/v1/cases/{case}/notices/{mailing_id}/recipients": [401, 404, 422, 429],
        "GET /api/v1/support": [401, 422, 429],
        "GET /api/v1/cases/{case}/support/{notice_id}": [401, 404, 422, 429],
        "GET /api/v1/cases/{case}/parties": [401, 404, 429],
        "GET /api/v1/cases/{case}/discussion": [401, 404, 422, 429],
        "GET /api/v1/shared": [401, 429],
        "GET /api/v1/reception": [401, 404, 422, 429],
        "GET /api/v1/reception/proof": [401, 404, 429],
        "GET /api/v1/reception/canaries": [401, 404, 429],
        "POST /api/v1/imports": [400, 401, 403, 404, 413, 429],
        "GET /api/v1/severity": [422],
        "GET /api/v1/shared/{party_id}": [401, 404, 422, 429],
        f"POST {SHARED}": acting,
        f"POST {CASES}": acting,
        f"POST {OTHERS}": acting,
    }


def test_only_reporting_and_calculating_need_no_token(document: dict) -> None:
    open_ = {
        path
        for path, operations in document["paths"].items()
        for operation in operations.values()
        if not operation.get("security")
    }
    assert open_ == {REPORTS, "/api/v1/severity"}


def test_the_report_schema_has_every_field_that_is_read(document: dict) -> None:
    schema = document["components"]["schemas"]["Report"]

    assert set(schema["properties"]) == {*FIELDS, "identity", "language", "attachments"}
    assert schema.get("required", []) == []


def test_answers_are_what_the_document_says(world: World, client_of) -> None:
    """The routes answer through these schemas; the receipt is written by hand, so it is compared here."""
    schema = client_of("lead").get("/api/v1/openapi.json").json()["components"]["schemas"]["Receipt"]

    receipt = (
        Client(headers={"host": "127.0.0.1"}).generic("POST", REPORTS.format(slug="vendor"), b"{}").json()
    )

    assert set(receipt) == set(schema["properties"]) - {"commitment"} == set(schema["required"])


def test_the_page_lists_every_problem_with_its_status() -> None:
    listed = re.findall(r"^\| (\d+) \| `([a-z-]+)` \|", PAGE, re.MULTILINE)

    assert {(int(status), name) for status, name in listed} == {
        (kind.status, name) for name, kind in KINDS.items()
    }


def test_the_page_names_every_path_and_field(document: dict) -> None:
    assert [path for path in document["paths"] if path.replace("{slug}", "qingyan") not in PAGE] == []
    assert [name for name in FIELDS if f"`{name}`" not in PAGE] == []


def test_the_page_gives_the_true_ceilings_and_limits() -> None:
    assert f"{intake.CEILING:,}\nbytes" in PAGE or f"{intake.CEILING:,} 字节" in PAGE
    assert f"at most {MOST_FILES} files" in PAGE
    assert (lanes.NETWORK.most, lanes.ORGANISATION.most, lanes.FIRST, lanes.BITS) == (60, 300, 2, 18)
    assert "beyond 60 reports of one network in ten minutes, or 300 to one organisation" in PAGE
    assert (limits.REQUESTS._burst, limits.REQUESTS._per_second) == (600, 10)
    assert act_routes.CEILING == 12 * 1024 * 1024


def test_the_examples_of_the_page_work(world: World, client_of, stranger: Client) -> None:
    report, message = (json.loads(found) for found in re.findall(r"-d '(\{.*?\})'", PAGE, re.DOTALL))
    receipt = json.loads(re.search(r"```json\n(.*?)```", PAGE, re.DOTALL).group(1))

    answer = stranger.post(REPORTS.format(slug="vendor"), data=report, content_type="application/json")
    done = client_of("lead").post(
        CASES.format(case=answer.json()["number"]), data=message, content_type="application/json"
    )

    assert (answer.status_code, answer.json()["marks"]) == (201, [])
    assert set(answer.json()) == set(receipt)
    assert done.status_code == 200
