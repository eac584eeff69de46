"""Encryption at rest: a key per case, wrapped by the node's key, every box bound to its place.

A box is `suite byte | 12-byte nonce | ciphertext and tag`. `about` names the row and field it belongs to and
is authenticated with it, so a box moved to another row does not open (DECISIONS 12, DEPENDENCIES "Encryption at rest").
The node's key lives in the file `BULOU_KEY_FILE`, outside the database.
"""

import hashlib
import hmac
import os
from base64 import b32decode, b32encode, urlsafe_b64decode, urlsafe_b64encode
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

AES_256_GCM = b"\x01"
_MAC_BYTES = 10
_TOKEN_LENGTH = 42  # base32 of an id and its MAC


class SealBroken(Exception):
    """A box does not open: it was edited, moved to another row, or the node's key is not the one it was made with."""


class Key:
    """A key that makes and opens boxes. Only `wrapped_by` lets it leave memory."""

    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        self._aead = AESGCM(raw)

    def close(self, plaintext: bytes, about: str) -> bytes:
        """A box of `plaintext` that opens only under the same `about`."""
        nonce = os.urandom(12)
        return AES_256_GCM + nonce + self._aead.encrypt(nonce, plaintext, about.encode())

    def open(self, box: bytes | memoryview, about: str) -> bytes:
        """The plaintext of `box`. Raises SealBroken when anything about it differs."""
        box = bytes(box)
        if box[:1] != AES_256_GCM:
            raise SealBroken(f"unknown suite in the box of {about}")
        try:
            return self._aead.decrypt(box[1:13], box[13:], about.encode())
        except InvalidTag:
            raise SealBroken(f"the box of {about} does not open") from None

    def wrapped_by(self, outer: "Key", about: str) -> bytes:
        return outer.close(self._raw, about)


@lru_cache(maxsize=4)
def _master(path: str) -> bytes:
    text = Path(path).read_text().strip()
    raw = bytes.fromhex(text)
    if len(raw) != 32:
        raise ValueError(f"{path} must hold 32 bytes in hexadecimal; `bulou init` makes one")
    return raw


@lru_cache(maxsize=256)
def _derived(path: str, purpose: str) -> bytes:
    return hmac.digest(_master(path), b"bulou:" + purpose.encode(), hashlib.sha256)


def derived(purpose: str) -> bytes:
    """A secret of this node for one purpose, which tells nothing of the others'."""
    return _derived(str(settings.BULOU_KEY_FILE), purpose)


def node_key() -> Key:
    """The key that wraps case keys and closes what belongs to no case."""
    return _node_key(settings.BULOU_KEY_FILE)


@lru_cache(maxsize=4)
def _node_key(path: str) -> Key:
    return Key(_derived(str(path), "wrap"))


def new_case_key(case_id: object) -> tuple[Key, bytes]:
    """A fresh key for a case and the wrapped form to store with it."""
    key = Key(os.urandom(32))
    return key, key.wrapped_by(node_key(), f"case:{case_id}:key")


def case_key(case_id: object, wrapped: bytes | memoryview) -> Key:
    """The key of a case from its stored form. Raises SealBroken if it belongs to another case."""
    return Key(node_key().open(wrapped, f"case:{case_id}:key"))


def organisation_secret(organisation_id: object, purpose: str) -> bytes:
    """32 bytes that only this node knows, of one organisation and for one purpose; derived, never stored."""
    return _derived(str(settings.BULOU_KEY_FILE), f"{purpose}:{organisation_id}")


def return_code(case_id: object) -> str:
    """The secret with which a reporter comes back: 80 bits, derived, never stored."""
    secret = _derived(str(settings.BULOU_KEY_FILE), "return-code")
    digest = hmac.digest(secret, str(case_id).encode(), hashlib.sha256)[:10]
    text = b32encode(digest).decode()
    return "-".join(text[i : i + 4] for i in range(0, 16, 4))


def keyed_hash(purpose: str, text: str) -> str:
    """A hash of `text` (hex) that nobody without the node's key can make: for finding again what is kept only sealed."""
    return hmac.digest(_derived(str(settings.BULOU_KEY_FILE), purpose), text.encode(), hashlib.sha256).hex()


def notice_token(notice_id: UUID) -> str:
    """What stands in the link of a notice: its id with 128 bits that only this node can make; stored nowhere."""
    return urlsafe_b64encode(notice_id.bytes + _notice_mark(notice_id)).decode().rstrip("=")


def notice_of(token: str) -> UUID | None:
    """The notice whose link holds `token`, or None for anything that this node has not made."""
    try:
        notice_id = UUID(bytes=urlsafe_b64decode(f"{token}=".encode())[:16])
    except ValueError:
        return None
    return notice_id if hmac.compare_digest(notice_token(notice_id).encode(), token.encode()) else None


def _notice_mark(notice_id: UUID) -> bytes:
    secret = _derived(str(settings.BULOU_KEY_FILE), "notice-link")
    return hmac.digest(secret, notice_id.bytes, hashlib.sha256)[:16]


def is_return_code(case_id: object, code: str) -> bool:
    """True when `code`, typed with any case and spacing, is the return code of the case."""
    typed = "".join(ch for ch in code.upper() if ch.isalnum())
    return hmac.compare_digest(typed.encode(), return_code(case_id).replace("-", "").encode())


def mail_token(delivery_id: UUID) -> str:
    """What the Message-ID of a delivery is made of: its id and a MAC of 80 bits; nobody else can make one."""
    return b32encode(delivery_id.bytes + _mail_mac(delivery_id.bytes)).decode().rstrip("=").lower()


def delivery_of(token: str) -> UUID | None:
    """The delivery that this token names, or None when the token was not made here."""
    if len(token) != _TOKEN_LENGTH or not token.isascii() or not token.isalnum():
        return None
    try:
        raw = b32decode(token.upper() + "=" * (-len(token) % 8))
    except ValueError:
        return None
    identity, mac = raw[:16], raw[16:]
    return UUID(bytes=identity) if hmac.compare_digest(mac, _mail_mac(identity)) else None


def address_mac(address: str) -> str:
    """The same for the same address, and telling it to nobody without the node's key."""
    secret = _derived(str(settings.BULOU_KEY_FILE), "mail-address")
    return hmac.digest(secret, address.encode(), hashlib.sha256).hex()


def _mail_mac(identity: bytes) -> bytes:
    secret = _derived(str(settings.BULOU_KEY_FILE), "mail-token")
    return hmac.digest(secret, identity, hashlib.sha256)[:_MAC_BYTES]
