"""Checkpoints: what the tree was at a size, signed, in a text that leaves the node (C2SP tlog-checkpoint).

    bulou.example/journal
    1234
    <base64 of the root>
    <empty line>
    — bulou.example/journal <base64 of key hash and signature>

A checkpoint is a signed note (C2SP signed-note) with an Ed25519 key whose name is the origin.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from bulou.journal.errors import MalformedCheckpoint, WrongSignature
from bulou.journal.fault import Fault, fault
from bulou.journal.merkle import verify_consistency

_ED25519 = b"\x01"
_NAME = re.compile(r"[^\s+]+")
_SIZE = re.compile(r"0|[1-9][0-9]{0,15}")
_SIGNATURE = re.compile(r"— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The tree of the first `size` leaves of `origin` had this 32-byte `root`."""

    origin: str
    size: int
    root: bytes


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public key under its name, as others keep it; `str()` gives the text `name+hash+base64`."""

    name: str
    key: Ed25519PublicKey

    @property
    def id(self) -> bytes:
        """The first 4 bytes of SHA-256(name || 0x0A || 0x01 || public key)."""
        return hashlib.sha256(self.name.encode() + b"\n" + _ED25519 + self.key.public_bytes_raw()).digest()[
            :4
        ]

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{_b64(_ED25519 + self.key.public_bytes_raw())}"


def verifier_key(name: str, key: Ed25519PublicKey | Ed25519PrivateKey) -> VerifierKey:
    """The verifier key of an origin. Raises MalformedCheckpoint for a name with white space, `+`, or nothing."""
    if not _NAME.fullmatch(name):
        raise _malformed(
            f"名称 {name!r} 含空白或加号", f"the name {name!r} is empty or has white space or a plus"
        )
    return VerifierKey(name, key.public_key() if isinstance(key, Ed25519PrivateKey) else key)


def read_verifier_key(text: str) -> VerifierKey:
    """The key in a text `name+hash+base64`. Raises MalformedCheckpoint, also when the hash is not the key's."""
    parts = text.strip().split("+", 2)
    if len(parts) != 3:
        raise _malformed("验证密钥不是“名称+摘要+密钥”的形式", "a verifier key reads name+hash+base64")
    raw = _unb64(parts[2])
    if raw is None or len(raw) != 33 or raw[:1] != _ED25519:
        raise _malformed("验证密钥不是 Ed25519 公钥", "the verifier key is no Ed25519 key")
    found = verifier_key(parts[0], Ed25519PublicKey.from_public_bytes(raw[1:]))
    if found.id.hex() != parts[1]:
        raise _malformed("验证密钥的摘要与密钥不符", "the hash in the verifier key is not that of its key")
    return found


def sign(origin: str, size: int, root: bytes, key: Ed25519PrivateKey) -> str:
    """The signed note that states this tree; its text ends with a line feed."""
    return sign_note(f"{origin}\n{size}\n{_b64(root)}\n", origin, key)


def sign_note(body: str, origin: str, key: Ed25519PrivateKey) -> str:
    """A signed note (C2SP) of this body, which ends with a line feed, by the key of this origin."""
    name = verifier_key(origin, key)
    return f"{body}\n— {origin} {_b64(name.id + key.sign(body.encode()))}\n"


def read_note(text: str, key: VerifierKey) -> str:
    """The body of a signed note, once the key's signature over it has been verified.

    Raises MalformedCheckpoint or WrongSignature.
    """
    body, separator, signatures = text.rpartition("\n\n")
    if not separator:
        raise _malformed("缺少签名行", "the signature line is missing")
    _verify(key, f"{body}\n".encode(), signatures)
    return f"{body}\n"


def read(text: str, public_key: Ed25519PublicKey | VerifierKey | str) -> Checkpoint:
    """The checkpoint in a signed note, once the key's signature over it has been verified.

    `public_key` may be a verifier key's text; a bare key is taken under the note's own origin. Signatures by other
    keys (witnesses) are passed over, extension lines are covered by the signature and otherwise ignored. Raises
    MalformedCheckpoint or WrongSignature.
    """
    body, separator, signatures = text.rpartition("\n\n")
    lines = body.split("\n")
    root = _unb64(lines[2]) if len(lines) > 2 else None
    if not separator or root is None or len(root) != 32 or not _SIZE.fullmatch(lines[1]):
        raise _malformed(
            "缺少来源、大小、根或签名行", "origin, size, root or signature line is missing or wrong"
        )
    found = Checkpoint(lines[0], int(lines[1]), root)
    name = _as_key(public_key, found.origin)
    if name.name != found.origin:
        raise _unsigned(found.origin)
    _verify(name, f"{body}\n".encode(), signatures)
    return found


def _as_key(public_key: Ed25519PublicKey | VerifierKey | str, origin: str) -> VerifierKey:
    if isinstance(public_key, VerifierKey):
        return public_key
    return read_verifier_key(public_key) if isinstance(public_key, str) else verifier_key(origin, public_key)


def _verify(name: VerifierKey, body: bytes, signatures: str) -> None:
    if not signatures.endswith("\n"):
        raise _malformed("签名行没有换行结尾", "the last signature line does not end")
    for line in signatures[:-1].split("\n"):
        match = _SIGNATURE.fullmatch(line)
        raw = _unb64(match[2]) if match else None
        if match is None or raw is None or len(raw) < 5:
            raise _malformed("签名行不合格式", "a signature line is not well-formed")
        if match[1] != name.name or raw[:4] != name.id:
            continue
        try:
            name.key.verify(raw[4:], body)
        except InvalidSignature:
            break  # signed-note: one failing signature of a known key rejects the whole note
        return
    raise _unsigned(name.name)


def verify_chain(
    texts: Iterable[str],
    public_key: Ed25519PublicKey | VerifierKey | str,
    *,
    proof: Callable[[int, int], Sequence[bytes]] | None = None,
) -> list[Fault]:
    """What is wrong among checkpoints kept outside the node, in the order in which they were taken.

    Each must be signed, none may be smaller than the one before, and two of one size must have one root. With
    `proof(m, n)`, as the node answers it, each must also be shown to continue the one before it. The index of a
    fault is the size of the checkpoint it speaks of (its place in the list if it cannot be read).
    """
    faults: list[Fault] = []
    last: Checkpoint | None = None
    for place, text in enumerate(texts):
        try:
            found = read(text, public_key)
        except (MalformedCheckpoint, WrongSignature):
            faults.append(fault("tree", place, "signature"))
            continue
        if last is not None and not _continues(last, found, proof):
            faults.append(fault("tree", found.size, "fork"))
        last = found
    return faults


def _continues(old: Checkpoint, new: Checkpoint, proof: Callable[[int, int], Sequence[bytes]] | None) -> bool:
    if new.size < old.size or new.origin != old.origin:
        return False
    if new.size == old.size or proof is None:
        return new.size != old.size or new.root == old.root
    return verify_consistency(old.size, new.size, proof(old.size, new.size), old.root, new.root)


def _b64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _unb64(text: str) -> bytes | None:
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return raw if _b64(raw) == text else None  # a second spelling of the same bytes is an edit


def _malformed(zh: str, en: str) -> MalformedCheckpoint:
    return MalformedCheckpoint(zh=f"不是可读的检查点：{zh}。", en=f"Not a readable checkpoint: {en}.")


def _unsigned(name: str) -> WrongSignature:
    return WrongSignature(
        zh=f"检查点没有 {name} 的有效签名。", en=f"The checkpoint bears no valid signature of {name}."
    )
