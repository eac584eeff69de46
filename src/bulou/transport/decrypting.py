"""Decrypting one OpenPGP message in a process of its own, `python -m bulou.transport.decrypting`.

A few bytes of an encrypted message can unpack to any size. Here that ends a small process with little memory and time,
and not the worker. Reads one JSON object from standard input, writes one to standard output.
"""

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from base64 import b64decode, b64encode
from contextlib import suppress
from pathlib import Path
from typing import Any

SECONDS = 60  # of processor time
UNWRAPPING_SECONDS = 30
IN_MEMORY = Path("/dev/shm")  # noqa: S108  a folder of its own is made in it


def main() -> None:
    """{"memory": bytes, "key", "message", "certificates": […]} in base64 to {"content", "issuers": […], "valid": […], "unread": …}."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    import pysequoia

    asked = json.load(sys.stdin)
    resource.setrlimit(resource.RLIMIT_AS, (asked["memory"], asked["memory"]))
    certificates = [pysequoia.Cert.from_bytes(b64decode(each)) for each in asked["certificates"]]
    issuers: list[str] = []

    def store(ids: list[str]) -> list[Any]:
        issuers.extend(ids)
        return certificates

    secret, message, unread = b64decode(asked["key"]), b64decode(asked["message"]), False
    key = pysequoia.Tsk.from_bytes(secret)
    try:
        found = pysequoia.decrypt(message, decryptor=key.decryptor(), store=store)
    except RuntimeError as error:
        # It takes no unsigned message while looking for signatures, and finds none in what is compressed inside.
        inner = unwrapped(secret, message) if "structure" in str(error) else None
        unread = "structure" in str(error) and inner is None
        try:
            found = pysequoia.verify(bytes=inner or b"", store=store)
        except RuntimeError:  # nothing to look at, unsigned, or signed by no key at hand
            found = pysequoia.decrypt(message, decryptor=key.decryptor())
    valid = [each.certificate for each in found.valid_sigs]
    content = b64encode(found.bytes or b"").decode()
    json.dump({"content": content, "issuers": issuers, "valid": valid, "unread": unread}, sys.stdout)


def unwrapped(secret: bytes, message: bytes) -> bytes | None:
    """What lies under the encryption, still signed, by the GnuPG of this machine; None where it has none or it fails.

    GnuPG wants the key in a folder: one of its own in memory, gone with the message. Where the system has no such memory
    the signature stays unread: the key is written to no disk.
    """
    gpg = shutil.which("gpg")
    if gpg is None or not os.access(IN_MEMORY, os.W_OK):
        return None
    with tempfile.TemporaryDirectory(prefix="bulou-", dir=IN_MEMORY, ignore_cleanup_errors=True) as folder:
        ring = (gpg, "--homedir", folder, "--batch", "--quiet", "--no-options")
        try:
            _run([*ring, "--import"], secret)
            return _run([*ring, "--unwrap"], message)
        except (subprocess.SubprocessError, OSError):
            return None
        finally:
            with suppress(
                subprocess.SubprocessError, OSError
            ):  # what it would have ended ends with its folder
                _run(["gpgconf", "--homedir", folder, "--kill", "all"], b"", check=False)


def _run(command: list[str], given: bytes, *, check: bool = True) -> bytes:
    done = subprocess.run(  # noqa: S603  no word of the message is among the arguments
        command, input=given, capture_output=True, timeout=UNWRAPPING_SECONDS, check=check
    )
    return done.stdout


if __name__ == "__main__":
    main()
