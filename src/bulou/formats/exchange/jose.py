"""JOSE as nodes speak it, and the only module that knows the library: signed with Ed25519, then encrypted to X25519.

The algorithms are named here and never taken from what came: whatever names another one is `Untrusted` before any key is
tried, so that nobody can talk two nodes down to something weaker. RFC 7515, 7516, 8037, 9864.
"""

import hashlib
import json
from base64 import b32encode, urlsafe_b64decode
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from joserfc import jwe, jws
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

SIGNATURE, AGREEMENT, CONTENT = "Ed25519", "ECDH-ES", "A256GCM"
CEILING = 4 * 1024 * 1024  # bytes that one envelope may have as it travels
_SEALED = "bulou-envelope+jwe"
_EPHEMERAL = {"kty", "crv", "x"}
_FINGERPRINT_BYTES = 20  # 160 bits: short enough to be read out, too many to be met by chance or by trying


class Untrusted(Exception):
    """It is not what it claims to be. `reason` is one word: unreadable, downgraded, not-for-us or forged."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class PublicKeys:
    """What others need to verify and to write to a node: the coordinates of both keys, base64url without padding."""

    sign: str
    encrypt: str

    @classmethod
    def read(cls, value: Any) -> Self:
        """From a statement. Raises Untrusted where these are no keys of the two curves."""
        try:
            keys = cls(sign=str(value["sign"]), encrypt=str(value["encrypt"]))
            keys.fingerprint  # noqa: B018  what cannot be decoded has none
        except (KeyError, TypeError, ValueError):
            raise Untrusted("unreadable") from None
        return keys

    @property
    def fingerprint(self) -> str:
        """32 signs over both keys, for people to compare and for headers to name them by."""
        raw = _decoded(self.sign) + _decoded(self.encrypt)
        if len(raw) != 64:
            raise ValueError("keys of these curves have 32 bytes each")
        digest = hashlib.sha256(b"bulou:node\0" + raw).digest()
        return b32encode(digest[:_FINGERPRINT_BYTES]).decode()

    def to_json(self) -> dict[str, str]:
        return {"sign": self.sign, "encrypt": self.encrypt}


class SecretKeys:
    """Both keys of a node, made of one secret of 32 bytes; they never leave memory."""

    def __init__(self, secret: bytes) -> None:
        self._sign = OKPKey.derive_key(secret, "Ed25519", kdf_options={"info": b"bulou:exchange:sign"})
        self._encrypt = OKPKey.derive_key(secret, "X25519", kdf_options={"info": b"bulou:exchange:encrypt"})
        self.public = PublicKeys(str(self._sign["x"]), str(self._encrypt["x"]))

    def sign(self, payload: bytes, kind: str) -> str:
        """A compact JWS of `payload`, to be read as nothing but a `kind`. The same payload gives the same text."""
        header = {"alg": SIGNATURE, "typ": kind, "kid": self.public.fingerprint}
        return jws.serialize_compact(
            header, payload, self._sign, registry=_Signatures(algorithms=[SIGNATURE])
        )

    def open(self, raw: bytes) -> bytes:
        try:
            registry = _Encryption(algorithms=[AGREEMENT, CONTENT])
            return bytes(jwe.decrypt_compact(raw, self._encrypt, registry=registry).plaintext or b"")
        except (JoseError, ValueError, TypeError):
            raise Untrusted("forged") from None


class _Signatures(jws.JWSRegistry):
    max_payload_length = 2 * CEILING
    max_header_length = 1024


class _Encryption(jwe.JWERegistry):
    max_ciphertext_length = 2 * CEILING


def verify(token: str | bytes, keys: PublicKeys, kind: str) -> bytes:
    """What `keys` have signed as a `kind`. Raises Untrusted."""
    _demand(_header(token), {"alg": SIGNATURE, "typ": kind}, {"kid"})
    try:
        key = _key("Ed25519", keys.sign)
        return bytes(
            jws.deserialize_compact(token, key, registry=_Signatures(algorithms=[SIGNATURE])).payload
        )
    except (JoseError, ValueError, TypeError):
        raise Untrusted("forged") from None


def claimed(token: str | bytes) -> bytes:
    """What a signature is said to be over, before anyone has verified it. Raises Untrusted."""
    try:
        return _decoded(_text(token).split(".")[1])
    except (IndexError, ValueError):
        raise Untrusted("unreadable") from None


def signer(token: str | bytes) -> str:
    """The fingerprint of the node that is said to have signed. Raises Untrusted."""
    return str(_header(token).get("kid", ""))


def encrypt(plain: bytes, to: PublicKeys) -> bytes:
    """A compact JWE that only the holder of these keys can open. Raises ValueError for keys that are none."""
    header = {"alg": AGREEMENT, "enc": CONTENT, "typ": _SEALED, "kid": to.fingerprint}
    registry = _Encryption(algorithms=[AGREEMENT, CONTENT])
    return jwe.encrypt_compact(header, plain, _key("X25519", to.encrypt), registry=registry).encode()


def decrypt(raw: bytes, own: Sequence[SecretKeys]) -> bytes:
    """What was encrypted to one of our keys. Raises Untrusted."""
    header = _header(raw)
    _demand(header, {"alg": AGREEMENT, "enc": CONTENT, "typ": _SEALED}, {"kid", "epk"})
    epk = header.get("epk")
    if not isinstance(epk, dict) or set(epk) != _EPHEMERAL or epk["crv"] != "X25519":
        raise Untrusted("downgraded")
    found = next((keys for keys in own if keys.public.fingerprint == header.get("kid")), None)
    if found is None:
        raise Untrusted("not-for-us")
    return found.open(raw)


def _key(curve: str, x: str) -> OKPKey:
    return OKPKey.import_key({"kty": "OKP", "crv": curve, "x": x})


def _header(token: str | bytes) -> dict[str, Any]:
    try:
        header = json.loads(_decoded(_text(token).split(".", 1)[0]))
    except (ValueError, RecursionError):
        raise Untrusted("unreadable") from None
    if not isinstance(header, dict):
        raise Untrusted("unreadable")
    return header


def _demand(header: dict[str, Any], exactly: dict[str, str], besides: set[str]) -> None:
    if (
        any(header.get(name) != value for name, value in exactly.items())
        or set(header) - set(exactly) - besides
    ):
        raise Untrusted("downgraded")


def _text(token: str | bytes) -> str:
    return token if isinstance(token, str) else token.decode("ascii")


def _decoded(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
