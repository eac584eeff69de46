"""The keys with which this node speaks to others; they live in a file outside the database, one secret a line, newest first.

Older lines stay readable, so that what was encrypted to a former key still opens while peers learn the new one.
"""

import os
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from bulou.formats.exchange.jose import SecretKeys

KEPT = 3


def own_keys() -> tuple[SecretKeys, ...]:
    """All keys of this node, newest first. Raises OSError or ValueError when the file is missing or holds none."""
    path = Path(settings.BULOU_EXCHANGE_KEY_FILE)
    return _read(str(path), path.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _read(path: str, _changed: int) -> tuple[SecretKeys, ...]:
    secrets = [bytes.fromhex(line) for line in Path(path).read_text().split()]
    if not secrets or any(len(secret) != 32 for secret in secrets):
        raise ValueError(f"{path} must hold 32 bytes in hexadecimal on each line; `bulou init` makes one")
    return tuple(SecretKeys(secret) for secret in secrets)


def renew(secret: bytes) -> None:
    """Put `secret` in front of the former ones; the file is replaced at one stroke. Raises OSError."""
    path = Path(settings.BULOU_EXCHANGE_KEY_FILE)
    lines = [secret.hex(), *path.read_text().split()][:KEPT]
    draft = path.with_name(f"{path.name}.new")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write("\n".join(lines) + "\n")
        file.flush()
        os.fsync(descriptor)
    draft.replace(path)
