"""The OpenAPI document and docs/reference/api.md say what the API does."""

import base64
import inspect
import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pydantic import BaseModel

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
REPORT, NOTICE, PARTY = "/api/v1/report/acts", "/api/v1/notice/acts", "/api/v1/party/acts"
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
    parties, own = (
        names(document, SHARED),
        {
            right: names(document, path)
            for right, path in ((Right.REPORTER, REPORT), (Right.RECIPIENT, NOTICE))
        },
    )
    cases, others = (names(document, path) for path in (CASES, OTHERS))
    inner = {name for name, act in ACTS.items() if act.right is Right.SYSTEM}
    by_name = {
        "open_notice",
        "write_by_mail",
        "receive_canary",
        "submit_report",
        "sign_in",
        "create_token",
        "accept_invitation",
        "note_oversized",
        "receive_matter",
        "take_copy",
    }

    unions = [cases, others, parties, *own.values()]
    sent = set().union(*unions)
    assert len(sent) == sum(map(len, unions))
    assert set(ACTS) - sent == inner | by_name
    for right, offered in (own | {Right.PARTY: parties}).items():
        assert offered == {name for name, act in ACTS.items() if act.right is right} - by_name
    assert names(document, PARTY) == parties


def test_no_two_schemas_have_one_name(document: dict) -> None:
    """They would overwrite each other in the document, which then says of one answer what holds for another."""
    modules = [
        vars(module) for name, module in sys.modules.items() if name.startswith("bulou.entrypoints.api.")
    ]
    found = {each for module in modules for each in module.values() if _is_schema(each)}
    names = [each.__name__ for each in found] + [act.__name__ for act in ACTS.values()]

    assert [name for name, times in Counter(names).items() if times > 1] == []


def _is_schema(each: Any) -> bool:
    ours = inspect.isclass(each) and issubclass(each, BaseModel)
    return (
        ours
        and each.__module__.startswith("bulou.entrypoints.api.")
        and each.__name__ not in ("FileIn", "UploadIn")
    )


def test_an_act_is_described_in_both_languages_with_its_choices(document: dict) -> None:
    schema = document["components"]["schemas"]["PostMessage"]

    assert schema["properties"]["act"]["const"] == "post_message"
    assert schema["properties"]["thread"]["enum"] == ["internal", "public"]
    assert " · " in schema["properties"]["text"]["description"]
    assert schema["required"] == ["act", "text"]
    assert schema["additionalProperties"] is False
    assert "case_id" not in schema["properties"]


def test_every_operation_names_its_problems_by_their_media_type(document: dict) -> None:
    """Which statuses really come is asked by schemathesis; whoever needs a key may be without one, or too quick."""
    acting = [400, 401, 403, 404, 409, 413, 422, 429, 451]
    found = {}
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            errors = {
                int(status): answer for status, answer in operation["responses"].items() if int(status) >= 400
            }
            assert all(list(answer["content"]) == ["application/problem+json"] for answer in errors.values())
            assert not operation.get("security") or {401, 429} <= set(errors), path
            found[f"{method.upper()} {path}"] = sorted(errors)

    assert found[f"POST {REPORTS}"] == [400, 404, 413, 500, 503]
    assert [found[f"POST {path}"] for path in (CASES, OTHERS, SHARED)] == [acting] * 3


def test_only_reporting_and_calculating_need_no_token(document: dict) -> None:
    open_ = {
        path
        for path, operations in document["paths"].items()
        for operation in operations.values()
        if not operation.get("security")
    }
    assert open_ == {
        REPORTS, "/api/v1/severity", "/api/v1/precheck", "/api/v1/law", "/api/v1/law/{home}/{edition}",
        "/api/v1/law/open-points", "/api/v1/law/what-if", "/api/v1/law/scenarios", "/api/v1/organisations",
        "/api/v1/organisations/{slug}", "/api/v1/advisories", "/api/v1/thanks", "/api/v1/certificates/{code}",
        "/api/v1/authority/competences", "/api/v1/guidance", "/api/v1/platforms",
        "/api/v1/organisations/{slug}/export/{form}", "/api/v1/organisations/{slug}/rules",
    }  # fmt: skip


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
    """Each is sent by whom it is for; the one of a notice needs a notice (test_links.py)."""
    found = re.findall(r"node\.example(/api/v1/\S+)((?:(?!```).)*?)-d '(\{.*?\})'", PAGE, re.DOTALL)
    examples = {path.replace("qingyan", "vendor"): json.loads(body) for path, _headers, body in found}
    receipt = json.loads(re.search(r"```json\n(.*?)```", PAGE, re.DOTALL).group(1))

    def sent(client: Client, path: str, number: str = "") -> Any:
        to = path.replace("QY-2026-PKEN-HDXY", number)
        return client.post(to, examples.pop(path), content_type="application/json")

    report = sent(stranger, REPORTS.format(slug="vendor"))
    number, code = report.json()["number"], report.json()["code"]
    key = base64.b64encode(f"{number}:{code}".encode()).decode()
    reporter = Client(headers={"host": "127.0.0.1", "authorization": f"Basic {key}"})
    done = [
        sent(reporter, REPORT),
        sent(client_of("lead"), "/api/v1/cases/QY-2026-PKEN-HDXY/acts", number),
        sent(stranger, "/api/v1/law/what-if"),
    ]

    assert (report.status_code, report.json()["marks"]) == (201, [])
    assert set(report.json()) == set(receipt)
    assert [answer.status_code for answer in done] == [200, 200, 200]
    assert list(examples) == [NOTICE]
