"""The OpenAPI document holds on a live node: whatever schemathesis asks is answered as the document says, and never with a 500."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

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


@pytest.fixture
def served(tmp_path: Path, fresh_database: str) -> Iterator[tuple[Node, Path]]:
    """A node with a case, a notice and parties, and the file of the keys to them."""
    node = Node(
        tmp_path / "node", fresh_database, settings={"BULOU_TRUSTED_PROXY": "1", "PYTHONPATH": _paths()}
    )
    node.folder.mkdir()
    node.run("init")
    keys = tmp_path / "keys.json"
    keys.write_text(node.python(WORLD))
    node.start("--no-worker")
    yield node, keys
    node.kill()


def _paths() -> str:
    return os.pathsep.join([str(ROOT), *filter(None, sys.path)])


def asked(node: Node, keys: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run schemathesis against the node; it ends with 0 when every check held."""
    known = json.loads(keys.read_text())
    config = (HERE / "schemathesis.toml").read_text()
    parameters = {"path.case": known["case"], "path.slug": "vendor", "path.mailing_id": known["mailing"]}
    (keys.parent / "st.toml").write_text(
        "[parameters]\n" + "".join(f'"{name}" = "{value}"\n' for name, value in parameters.items()) + config
    )
    command = ["-m", "schemathesis.cli", "--config-file", str(keys.parent / "st.toml"), "run", *options]
    environment = {**os.environ, "BULOU_TEST_KEYS": str(keys), "PYTHONPATH": _paths()}
    return subprocess.run(
        [sys.executable, *command, "--no-color", "--continue-on-failure", f"{node.url}/api/v1/openapi.json"],
        env=environment, cwd=keys.parent, capture_output=True, text=True, check=False, timeout=280,
    )  # fmt: skip


@pytest.mark.slow
def test_with_keys_every_answer_is_as_the_document_says(served: tuple[Node, Path], monkeypatch) -> None:
    node, keys = served
    monkeypatch.setenv("SCHEMATHESIS_HOOKS", "tests.entrypoints.api.schemathesis_keys")

    done = asked(node, keys, "--phases", "coverage,fuzzing")

    assert done.returncode == 0, done.stdout
    assert "Traceback" not in node.log


@pytest.mark.slow
def test_signed_out_every_answer_is_as_the_document_says(served: tuple[Node, Path], monkeypatch) -> None:
    node, keys = served
    monkeypatch.delenv("SCHEMATHESIS_HOOKS", raising=False)

    done = asked(node, keys, "--phases", "fuzzing")

    assert done.returncode == 0, done.stdout
    assert "Traceback" not in node.log
