"""First-finder proof, with the very commands that docs/finder.md gives."""

import re
import subprocess
from pathlib import Path
from uuid import UUID

import pytest

from bulou.acts import Actor
from bulou.acts.blobs import keep
from bulou.acts.proofs import read_commitment
from bulou.acts.receipt import WriteAsReporter
from bulou.records import public

GUIDE = Path(__file__).parents[2] / "docs" / "finder.md"
A_HASH = "0f" * 32


def test_the_proof_of_the_guide_is_made_sealed_and_met(world, tmp_path):
    make, check = re.findall(r"```sh\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.S)
    (tmp_path / "detail.txt").write_text("诊断页未校验输入。\n", encoding="utf-8")
    printed = subprocess.run(
        ["sh", "-c", make], cwd=tmp_path, capture_output=True, text=True, check=True
    ).stdout
    case_id = UUID(world.submit(content={"product": "QY-4200", "commitment": printed}).ids["case_id"])
    before = public.finder(case_id).proof
    proof = (tmp_path / "proof.txt").read_bytes()

    for content in (proof + b" ", proof):
        act = WriteAsReporter(case_id=case_id, text="细节", attachments=(keep("proof.txt", content),))
        world.done(act, Actor.reporter(case_id))
    after = public.finder(case_id).proof

    told = check.replace("<64 hex digits>", after.sha256)
    assert subprocess.run(["sh", "-c", told], cwd=tmp_path, check=False).returncode == 0
    assert (before.met_at, after.at, after.met_index) == (None, before.at, 2)


def test_detail_typed_into_a_message_meets_it_too(world):
    text = "5e1f\n越界写"
    printed = subprocess.run(
        ["sha256sum"], input=text.encode() + b"\n", capture_output=True, check=True
    ).stdout
    case_id = UUID(world.submit(content={"commitment": printed.decode()}).ids["case_id"])
    world.done(WriteAsReporter(case_id=case_id, text=text), Actor.reporter(case_id))

    assert public.finder(case_id).proof.met_index == 1


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (f"{A_HASH}  proof.txt", A_HASH),
        (f"SHA256: {A_HASH.upper()}", A_HASH),
        (f"\\{A_HASH}  a\\nb", A_HASH),
        (A_HASH[:-1], ""),
        (A_HASH + "0", ""),
        ("我最先发现", ""),
    ],
)
def test_a_hash_is_read_as_tools_print_it(text, read):
    assert read_commitment(text) == read
