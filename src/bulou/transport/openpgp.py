"""OpenPGP: the node's key, what others sign and encrypt with theirs (ADR 0016).

No key is ever confirmed here: "signed with key X" says that whoever holds X wrote this, not who that is.
"""

import hashlib
import json
import subprocess
import sys
from base64 import b32encode, b64decode, b64encode
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import pysequoia
from django.conf import settings

PATIENCE_SECONDS = 90
MEMORY = 1536 * 1024 * 1024  # bytes of address space that decrypting one message may take
LONGEST_KEY = 1024 * 1024
MOST_KEYS = 5
_Z_BASE_32 = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "ybndrfg8ejkmcpqxot1uwisza345h769")
T = TypeVar("T")


class NotOpenPgp(Exception):
    """The bytes are not what they should be, or the key does not fit."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A public key as it came: `content` is binary, `fingerprint` lower-case hexadecimal."""

    content: bytes
    fingerprint: str
    user_ids: tuple[str, ...]

    def names(self, address: str) -> bool:
        """Whether one of its user ids, which nobody has confirmed, holds this address."""
        wanted = address.casefold()
        return any(wanted in (user_id.casefold(), _inside(user_id)) for user_id in self.user_ids)


@dataclass(frozen=True, slots=True)
class Signature:
    """What is known of a signature: state "good", "bad", "unknown" (no such key at hand), "unread" (inside
    an encrypted and compressed message, where only GnuPG could look, which is not installed) or "" (none)."""

    state: str = ""
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """A decrypted message. `issuers` are the keys that claim to have signed it."""

    content: bytes
    signature: Signature
    issuers: tuple[str, ...]


def has_key() -> bool:
    """Whether this node has an OpenPGP key of its own."""
    return settings.BULOU_OPENPGP_KEY_FILE is not None


def own_key() -> PublicKey:
    """The public half of the node's key. Raises NotOpenPgp when the file cannot be used."""
    return _attempt(lambda: _public(_secret().extract_certificate()))


def armored(key: PublicKey) -> bytes:
    """The key as text that people can import."""
    return _attempt(lambda: str(pysequoia.Cert.from_bytes(key.content)).encode())


def directory_name(local_part: str) -> str:
    """The name of an address's key in a Web Key Directory: SHA-1 of the lower-case local part in z-base-32."""
    digest = hashlib.sha1(local_part.lower().encode(), usedforsecurity=False).digest()
    return b32encode(digest).decode().translate(_Z_BASE_32)


def read_keys(content: bytes) -> list[PublicKey]:
    """The public keys in a file; none when it is no such file. A secret half that was sent by mistake is left out."""
    if not content or len(content) > LONGEST_KEY:
        return []
    try:
        return _attempt(lambda: [_public(each) for each in pysequoia.Cert.split_bytes(content)[:MOST_KEYS]])
    except NotOpenPgp:
        return []


def can_encrypt(key: PublicKey) -> bool:
    """Whether something can be encrypted to this key now."""
    try:
        encrypted(b"", key.content)
    except NotOpenPgp:
        return False
    return True


def encrypted(content: bytes, recipient: bytes) -> bytes:
    """`content` for the holder of the public key `recipient`, signed with the node's key where it has one.

    Raises NotOpenPgp when the key takes no message (any more).
    """

    def make() -> bytes:
        signer = _secret().signer() if has_key() else None
        cert = pysequoia.Cert.from_bytes(recipient)
        made: bytes = pysequoia.encrypt(recipients=[cert], bytes=content, signer=signer)
        return made

    return _attempt(make)


def opened(message: bytes, keys: Iterable[PublicKey] = ()) -> Opened:
    """Decrypt with the node's key and look for signatures of `keys`. Raises NotOpenPgp when it does not open."""
    asked = {
        "memory": MEMORY,
        "key": b64encode(_attempt(_secret_bytes)).decode(),
        "message": b64encode(message).decode(),
        "certificates": [b64encode(key.content).decode() for key in keys],
    }
    try:
        done = subprocess.run(
            [sys.executable, "-m", "bulou.transport.decrypting"],
            input=json.dumps(asked).encode(),
            capture_output=True,
            timeout=PATIENCE_SECONDS,
            check=True,
        )
        answer = json.loads(done.stdout)
    except (subprocess.SubprocessError, OSError, ValueError) as error:
        raise NotOpenPgp(
            type(error).__name__
        ) from None  # its text would hold what was asked, the key included
    issuers = tuple(str(each) for each in answer["issuers"])
    signature = Signature("unread") if answer["unread"] else _judged(answer["valid"], issuers, keys)
    return Opened(b64decode(answer["content"]), signature, issuers)


def verified(content: bytes, signature: bytes, keys: Iterable[PublicKey]) -> Signature:
    """What a detached signature over `content` is worth, by these keys."""
    keys = list(keys)
    try:
        sig = _attempt(lambda: pysequoia.Sig.from_bytes(signature))
    except NotOpenPgp:
        return Signature("bad")
    issuer = str(sig.issuer_fingerprint or sig.issuer_key_id or "")
    try:
        found = _attempt(
            lambda: pysequoia.verify(bytes=content, store=lambda _ids: _certificates(keys), signature=sig)
        )
    except NotOpenPgp:
        return _judged([], (issuer,), keys)
    return _judged([each.certificate for each in found.valid_sigs], (issuer,), keys)


def cleartext(message: bytes, keys: Iterable[PublicKey]) -> Signature:
    """What the signature of a cleartext-signed text is worth, by these keys."""
    keys, issuers = list(keys), []

    def store(ids: list[str]) -> list[Any]:
        issuers.extend(ids)
        return _certificates(keys)

    try:
        found = _attempt(lambda: pysequoia.verify(bytes=message, store=store))
    except NotOpenPgp:
        return _judged([], issuers, keys)
    return _judged([each.certificate for each in found.valid_sigs], issuers, keys)


def _judged(valid: Iterable[str], issuers: Iterable[str], keys: Iterable[PublicKey]) -> Signature:
    """Good by a key at hand; bad where the key that claims it is at hand and does not agree; else unknown."""
    for fingerprint in valid:
        return Signature("good", fingerprint.lower())
    claimed = next((each.lower() for each in issuers if each), None)
    if claimed is None:
        return Signature()
    at_hand = any(key.fingerprint.endswith(claimed) for key in keys)
    return Signature("bad" if at_hand else "unknown", claimed)


def _certificates(keys: Iterable[PublicKey]) -> list[Any]:
    return [pysequoia.Cert.from_bytes(key.content) for key in keys]


def _public(cert: Any) -> PublicKey:
    # Written out, a certificate holds its public parts only, whatever it was read from.
    return PublicKey(bytes(cert), cert.fingerprint.lower(), tuple(str(each) for each in cert.user_ids))


def _inside(user_id: str) -> str:
    """The address between the angle brackets of a user id."""
    return user_id.rpartition("<")[2].rstrip("> ").casefold()


def _secret_bytes() -> bytes:
    path = settings.BULOU_OPENPGP_KEY_FILE
    if path is None:
        raise NotOpenPgp("this node has no key")
    return Path(path).read_bytes()


def _secret() -> Any:
    return _read(_secret_bytes())


@lru_cache(maxsize=2)
def _read(content: bytes) -> Any:
    return pysequoia.Tsk.from_bytes(content)


def _attempt(what: Callable[[], T]) -> T:
    """The library's own errors, and its panics, which are no Exception, as NotOpenPgp with one line."""
    try:
        return what()
    except (KeyboardInterrupt, SystemExit, NotOpenPgp):
        raise
    except BaseException as error:
        raise NotOpenPgp(str(error).partition("\n")[0][:200]) from None
