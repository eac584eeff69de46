"""OpenPGP with what GnuPG makes and reads: opened, verified, answered, and never believed further than that."""

import shutil
import tempfile
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

import pytest

from bulou.transport import decrypting, letters, openpgp
from bulou.transport.openpgp import NotOpenPgp, Signature
from tests import letters as mails
from tests.letters import letter
from tests.mailservers import REPORTER, SECURITY, GnuPG


class Ring:
    """GnuPG's ring with the node's key, the reporter's and a stranger's; made once, for keys take their time."""

    def __init__(self, folder: Path) -> None:
        self.gpg = GnuPG(folder / "ring")
        self.node = self.gpg.make(f"Node <{SECURITY}>")
        self.alice = self.gpg.make(f"Alice <{REPORTER}>")
        self.eve = self.gpg.make("Eve <eve@evil.example>")
        self.file = folder / "node.asc"
        self.file.write_bytes(self.gpg.secret(self.node))

    def with_key(self, text: str = mails.TEXT, **headers: str):
        mail = letter(text, **headers)
        mail.add_attachment(self.gpg.public(self.alice), "application", "pgp-keys", filename="alice.asc")
        return mail


@pytest.fixture(scope="module")
def ring(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ring]:
    made = Ring(tmp_path_factory.mktemp("gpg"))
    yield made
    made.gpg.close()


@pytest.fixture(autouse=True)
def _key(request: pytest.FixtureRequest, settings) -> None:
    settings.BULOU_OPENPGP_KEY_FILE = request.getfixturevalue("ring").file


def test_an_encrypted_and_signed_mail_is_opened_and_its_signer_named(ring: Ring) -> None:
    mail = mails.encrypted(ring.with_key(subject="真标题"), ring.gpg, ring.node, signed_by=ring.alice)

    found = letters.read(mail)

    assert (found.subject, found.text) == ("真标题", mails.TEXT)
    assert found.encrypted
    assert found.signature == Signature("good", ring.alice)
    assert found.key is not None
    assert found.key.fingerprint == ring.alice
    assert [mark for mark in found.marks if mark.startswith("mail")] == [
        "mail_encrypted",
        "mail_signature_good",
    ]


@pytest.mark.parametrize(
    ("signer", "state"),
    [("alice", "good"), ("eve", "unknown"), ("", "")],
    ids=["reporter", "stranger", "unsigned"],
)
def test_a_packed_mail_as_gnupg_makes_it_by_itself_is_verified(ring: Ring, signer: str, state: str) -> None:
    key = getattr(ring, signer, "")

    found = letters.read(mails.encrypted(ring.with_key(), ring.gpg, ring.node, signed_by=key, packed=True))

    assert (found.text, found.signature) == (mails.TEXT, Signature(state, key))


def test_what_was_put_into_a_packed_mail_after_signing_is_bad(ring: Ring, tmp_path: Path) -> None:
    """The signature of one text, taken over into the encryption of another."""
    [known] = openpgp.read_keys(ring.gpg.public(ring.alice))
    signed = ring.gpg("--compress-algo", "none", "--sign", "--local-user", ring.alice, content=b"pay nobody")
    forged = signed.replace(b"pay nobody", b"pay me now")
    assert forged != signed
    packed = ring.gpg("--no-literal", "--encrypt", "--recipient", ring.node, content=forged)

    found = openpgp.opened(packed, [known])

    assert (found.content, found.signature) == (b"pay me now", Signature("bad", ring.alice))


def test_without_gnupg_a_packed_signature_is_unread_and_the_text_is_there(ring: Ring, monkeypatch) -> None:
    raw = mails.encrypted(letter(), ring.gpg, ring.node, signed_by=ring.alice, packed=True)
    monkeypatch.setenv("PATH", "")

    found = letters.read(raw)

    assert (found.text, found.signature) == (mails.TEXT, Signature("unread"))
    assert "mail_signature_unread" in found.marks


def test_the_secret_key_is_written_to_no_disk(ring: Ring, monkeypatch, tmp_path: Path) -> None:
    """Where there is no memory that looks like a folder, the signature stays unread."""
    cipher = ring.gpg("--encrypt", "--recipient", ring.node, content=b"text")
    monkeypatch.setattr(decrypting, "IN_MEMORY", tmp_path / "none")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    assert decrypting.unwrapped(ring.file.read_bytes(), cipher) is None
    assert list(tmp_path.iterdir()) == []


def test_what_was_unwrapped_counts_though_nothing_can_be_ended_afterwards(
    ring: Ring, monkeypatch, tmp_path: Path
) -> None:
    cipher = ring.gpg("--encrypt", "--recipient", ring.node, content=b"text")
    (tmp_path / "gpg").symlink_to(str(shutil.which("gpg")))
    monkeypatch.setenv("PATH", str(tmp_path))  # no gpgconf

    assert decrypting.unwrapped(ring.file.read_bytes(), cipher) is not None


def test_a_signature_of_a_key_that_is_not_there_is_unknown_not_bad(ring: Ring) -> None:
    found = letters.read(mails.encrypted(letter(), ring.gpg, ring.node, signed_by=ring.eve))

    assert found.signature.state == "unknown"
    assert "mail_signature_unknown" in found.marks


@pytest.mark.parametrize(
    "cipher", [b"", b"junk", b"-----BEGIN PGP MESSAGE-----\n\nhQ\n-----END PGP MESSAGE-----\n"]
)
def test_a_mail_that_does_not_open_is_read_with_a_mark(ring: Ring, cipher: bytes) -> None:
    found = letters.read(mails.wrapped(letter(), cipher))

    assert not found.encrypted
    assert "mail_undecryptable" in found.marks


def test_a_mail_for_someone_else_stays_closed(ring: Ring) -> None:
    assert "mail_undecryptable" in letters.read(mails.encrypted(letter(), ring.gpg, ring.eve)).marks


def test_without_a_key_of_the_node_the_mail_is_kept_closed(ring: Ring, settings) -> None:
    raw = mails.encrypted(letter(), ring.gpg, ring.node)
    settings.BULOU_OPENPGP_KEY_FILE = None

    assert "mail_no_key" in letters.read(raw).marks


def test_a_detached_signature_holds_for_exactly_these_bytes(ring: Ring) -> None:
    [known] = openpgp.read_keys(ring.gpg.public(ring.alice))
    raw = mails.signed(letter("signed words = ü"), ring.gpg, ring.alice)

    found = [letters.read(each, known).signature.state for each in (raw, raw.replace(b"words", b"swords"))]

    assert found == ["good", "bad"]
    assert letters.read(raw.replace(b"\r\n", b"\n"), known).signature.state == "good"
    assert letters.read(raw).signature.state == "unknown"


def test_inline_blocks_of_older_programs_are_read(ring: Ring) -> None:
    [known] = openpgp.read_keys(ring.gpg.public(ring.alice))
    cipher = ring.gpg("--armor", "--encrypt", "--recipient", ring.node, content="内联正文".encode())
    clear = ring.gpg("--clearsign", "--local-user", ring.alice, content=b"clear words\n")

    opened = letters.read(letter(cipher.decode()).as_bytes())
    signed = letters.read(letter(clear.decode()).as_bytes(), known)

    assert opened.text == "内联正文"
    assert signed.signature == Signature("good", ring.alice)


def test_an_autocrypt_key_counts_only_for_the_address_it_names(ring: Ring) -> None:
    whole = b64encode(ring.gpg("--export", ring.alice)).decode()
    data = " ".join(whole[at : at + 60] for at in range(0, len(whole), 60))

    own = letters.read(letter(Autocrypt=f"addr={REPORTER}; prefer-encrypt=mutual; keydata={data}").as_bytes())
    other = letters.read(letter(Autocrypt=f"addr=eve@evil.example; keydata={data}").as_bytes())

    assert own.key is not None
    assert own.key.fingerprint == ring.alice
    assert other.key is None


def test_of_several_keys_none_is_guessed(ring: Ring) -> None:
    mail = letter(From="Someone <else@reporter.example>")
    for key in (ring.alice, ring.eve):
        mail.add_attachment(ring.gpg.public(key), "application", "pgp-keys", filename="key.asc")

    found = letters.read(mail.as_bytes())

    assert found.key is None
    assert "mail_keys_many" in found.marks


def test_what_the_node_writes_gnupg_opens_and_finds_signed_by_it(ring: Ring) -> None:
    [alice] = openpgp.read_keys(ring.gpg.public(ring.alice))

    cipher = openpgp.encrypted("回执".encode(), alice.content)

    assert ring.gpg("--decrypt", content=cipher).decode() == "回执"
    assert "Good signature" in ring.gpg.said
    assert b"PRIVATE" not in openpgp.armored(openpgp.own_key())


def test_a_secret_key_sent_by_mistake_is_not_kept(ring: Ring) -> None:
    [found] = openpgp.read_keys(ring.gpg.secret(ring.eve))

    assert found.content == openpgp.read_keys(ring.gpg.public(ring.eve))[0].content


def test_what_unpacks_beyond_measure_ends_a_small_process_and_not_the_worker(ring: Ring, monkeypatch) -> None:
    bomb = ring.gpg("--armor", "--encrypt", "--recipient", ring.node, content=bytes(300 << 20))
    assert len(bomb) < 1_000_000
    monkeypatch.setattr(openpgp, "MEMORY", 400 << 20)

    with pytest.raises(NotOpenPgp):
        openpgp.opened(bomb)

    small = ring.gpg("--armor", "--encrypt", "--recipient", ring.node, content=b"small")
    assert openpgp.opened(small).content == b"small"
