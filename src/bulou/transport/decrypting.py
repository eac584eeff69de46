"""Decrypting one OpenPGP message in a process of its own, `python -m bulou.transport.decrypting`.

A few bytes of an encrypted message can unpack to any size. Here that ends a small process with little memory and time,
and not the worker. Reads one JSON object from standard input, writes one to standard output; nothing touches the disk.
"""

import json
import resource
import sys
from base64 import b64decode, b64encode
from typing import Any

SECONDS = 60  # of processor time


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

    key = pysequoia.Tsk.from_bytes(b64decode(asked["key"]))
    message, unread = b64decode(asked["message"]), False
    try:
        found = pysequoia.decrypt(message, decryptor=key.decryptor(), store=store)
    except RuntimeError as error:
        # It takes no unsigned message while looking for signatures, and finds none in what is compressed inside.
        unread = "structure" in str(error)
        found = pysequoia.decrypt(message, decryptor=key.decryptor())
    valid = [each.certificate for each in found.valid_sigs]
    content = b64encode(found.bytes or b"").decode()
    json.dump({"content": content, "issuers": issuers, "valid": valid, "unread": unread}, sys.stdout)


if __name__ == "__main__":
    main()
