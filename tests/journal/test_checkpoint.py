"""Checkpoints in the signed-note form of C2SP, against its published example and against forgers."""

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from bulou.journal.checkpoint import (
    Checkpoint,
    read,
    read_verifier_key,
    sign,
    verifier_key,
    verify_chain,
)
from bulou.journal.errors import MalformedCheckpoint, WrongSignature
from bulou.journal.merkle import Levels, leaf_hash

KEY = Ed25519PrivateKey.from_private_bytes(b"\1" * 32)
OTHER = Ed25519PrivateKey.from_private_bytes(b"\2" * 32)
ORIGIN = "bulou.example/journal"
ROOT = b"\7" * 32


def levels_of(size: int, salt: str = "") -> Levels:
    levels = Levels()
    for number in range(size):
        levels.add(leaf_hash(f"{salt}{number}".encode()))
    return levels


def test_the_key_id_is_that_of_the_published_example():
    # The example of the signed-note specification, as other implementations publish it.
    text = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
    signature = base64.b64decode(
        "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM="
    )

    key = read_verifier_key(text)

    assert (str(key), key.id) == (text, signature[:4])
    key.key.verify(signature[4:], b"This is an example message.\n")


def test_a_checkpoint_has_the_lines_of_a_signed_note():
    text = sign(ORIGIN, 42, ROOT, KEY)

    lines = text.split("\n")
    assert lines[:4] == [ORIGIN, "42", base64.b64encode(ROOT).decode(), ""]
    assert lines[4].startswith(f"— {ORIGIN} ")
    assert lines[5:] == [""]
    for key in (KEY.public_key(), verifier_key(ORIGIN, KEY), str(verifier_key(ORIGIN, KEY))):
        assert read(text, key) == Checkpoint(ORIGIN, 42, ROOT)


def test_signatures_of_witnesses_and_extension_lines_do_no_harm():
    text = sign(ORIGIN, 42, ROOT, KEY)
    witness = sign("witness.example", 42, ROOT, OTHER).split("\n")[-2]
    extended = f"{ORIGIN}\n42\n{base64.b64encode(ROOT).decode()}\nan extension\n"
    name = verifier_key(ORIGIN, KEY)
    signature = base64.b64encode(name.id + KEY.sign(extended.encode())).decode()

    assert read(f"{text}{witness}\n", KEY.public_key()) == Checkpoint(ORIGIN, 42, ROOT)
    assert read(f"{extended}\n— {ORIGIN} {signature}\n", KEY.public_key()) == Checkpoint(ORIGIN, 42, ROOT)


@given(size=st.integers(0, 2**53 - 1), place=st.integers(0, 400), change=st.integers(1, 255))
def test_no_byte_of_a_checkpoint_can_be_changed(size, place, change):
    raw = bytearray(sign(ORIGIN, size, ROOT, KEY).encode())
    raw[place % len(raw)] ^= change

    with pytest.raises((MalformedCheckpoint, WrongSignature, UnicodeDecodeError)):
        read(bytes(raw).decode(), verifier_key(ORIGIN, KEY))


def test_another_key_or_another_origin_does_not_pass():
    text = sign(ORIGIN, 42, ROOT, KEY)

    for key in (OTHER.public_key(), verifier_key("elsewhere.example", KEY), verifier_key(ORIGIN, OTHER)):
        with pytest.raises(WrongSignature):
            read(text, key)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a\nb\nc\n",
        "name",
        "name+00000000+AQ==",
        "name+00000000+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
    ],
)
def test_what_is_no_key_says_so_in_both_languages(text):
    with pytest.raises(MalformedCheckpoint) as caught:
        read_verifier_key(text)

    assert caught.value.zh
    assert caught.value.en


@pytest.mark.parametrize("origin", ["", "two words", "a+b", "line\nfeed"])
def test_an_origin_that_no_note_could_carry_is_refused(origin):
    with pytest.raises(MalformedCheckpoint):
        sign(origin, 0, ROOT, KEY)


def test_a_chain_of_checkpoints_that_continue_each_other_is_whole():
    tree = levels_of(50).tree()
    texts = [sign(ORIGIN, n, tree.root(n), KEY) for n in (0, 1, 7, 7, 32, 50)]

    assert verify_chain(texts, KEY.public_key()) == []
    assert verify_chain(texts, KEY.public_key(), proof=tree.consistency) == []


def test_a_fork_a_shrunken_tree_and_a_foreign_signature_are_named():
    tree, fork = levels_of(50).tree(), levels_of(50, "fork").tree()
    good = sign(ORIGIN, 32, tree.root(32), KEY)

    def found(*texts: str, proof=None) -> list[tuple[str, int, str]]:
        return [(f.stream, f.index, f.what) for f in verify_chain(texts, KEY.public_key(), proof=proof)]

    assert found(good, sign(ORIGIN, 32, fork.root(32), KEY)) == [("tree", 32, "fork")]
    assert found(good, sign(ORIGIN, 31, tree.root(31), KEY)) == [("tree", 31, "fork")]
    assert found(good, sign(ORIGIN, 50, fork.root(50), KEY), proof=fork.consistency) == [("tree", 50, "fork")]
    assert found(good, sign(ORIGIN, 50, tree.root(50), OTHER)) == [("tree", 1, "signature")]
    assert found(good, "nonsense", good) == [("tree", 1, "signature")]
