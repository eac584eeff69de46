"""The OpenAPI document holds on a live node: whatever schemathesis asks is answered as the document says, and never with a 500."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.nodes import Node

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
WORLD = """
import base64, hashlib, json
from datetime import timedelta
from django.utils import timezone
from bulou.acts.tokens import CreateToken
from bulou.records.models import Case, Notice, Party
from bulou.records.sealed import notice_token, return_code
from tests.acts.listing import listed, told
from tests.world import World

world = World(now=timezone.now() - timedelta(hours=5))
world.found("vendor", "QY", "vendor", contact_email="psirt@vendor.example")
world.found("other", "OT", "vendor")
world.appoint("lead", "vendor", "lead")
world.appoint("foreigner", "other", "lead")
listed(world)
case_id = world.accepted()
told(world, case_id)
world.invited(case_id, party="别家", organisation="other")
party_id = world.invited(case_id)
digest = hashlib.sha256(b"the code").hexdigest()
Party.objects.filter(id=party_id).update(secret_sha256=digest)  # writes: a secret that the test knows
case = Case.objects.get(id=case_id)
notice = Notice.objects.filter(mailing__isnull=False).first()
pair = f"{case.number}:{return_code(case_id)}".encode()

def token(name):
    who = world.people[name]
    ends = timezone.now() + timedelta(days=1)
    act = CreateToken(person_id=who.person_id, organisation_id=who.organisation_id, label="t", scope="act", expires_at=ends)
    return world.done(act, name).ids["secret"]

print(json.dumps({
    "tokens": [token("lead") for _ in range(20)],
    "report": "Basic " + base64.b64encode(pair).decode(),
    "notice": f"Bearer {notice_token(notice.id)}",
    "party": "Bearer the code",
    "case": case.number,
    "mailing": str(notice.mailing_id),
}))
"""


Served = tuple[Node, dict[str, Any]]


@pytest.fixture
def served(node: Node) -> Served:
    """A node with a case, a notice and parties, and the keys to them."""
    node.settings |= {"BULOU_TRUSTED_PROXY": "1", "PYTHONPATH": _paths()}
    known = json.loads(node.python(WORLD))
    node.start("--no-worker")
    return node, known


def _paths() -> str:
    return os.pathsep.join([str(ROOT), *filter(None, sys.path)])


def asked(node: Node, known: dict[str, Any], keys: dict[str, Any], phases: str) -> str:
    """What schemathesis says of the node, asked with these keys; empty when every check held."""
    folder = node.folder.parent
    parameters = {"case": known["case"], "slug": "vendor", "mailing_id": known["mailing"]}
    lines = [f'"path.{name}" = "{value}"' for name, value in parameters.items()]
    config = (HERE / "schemathesis.toml").read_text()
    (folder / "st.toml").write_text("\n".join(["[parameters]", *lines, config]))
    (folder / "keys.json").write_text(json.dumps(keys))
    environment = {
        **os.environ,
        "PYTHONPATH": _paths(),
        "BULOU_TEST_KEYS": str(folder / "keys.json"),
        "SCHEMATHESIS_HOOKS": "tests.entrypoints.api.schemathesis_keys",
    }
    options = ["--phases", phases, "--continue-on-failure", "--no-color"]
    program = "from schemathesis.cli import schemathesis; schemathesis()"
    done = subprocess.run(
        [sys.executable, "-c", program, "--config-file", "st.toml", "run", *options, f"{node.url}/api/v1/openapi.json"],
        env=environment, cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return "" if done.returncode == 0 else done.stdout + done.stderr


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_with_keys_every_answer_is_as_the_document_says(served: Served) -> None:
    node, known = served

    assert asked(node, known, known, "coverage,fuzzing") == ""
    assert "Traceback" not in node.log


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_signed_out_every_answer_is_as_the_document_says(served: Served) -> None:
    node, known = served

    assert asked(node, known, {}, "fuzzing") == ""
    assert "Traceback" not in node.log
