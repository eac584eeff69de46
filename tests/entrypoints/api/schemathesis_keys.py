"""What schemathesis sends as keys: to each address the one that opens it, each time from another network.

Keys come from the file that BULOU_TEST_KEYS names; without any, nothing is sent. Tokens take turns, for one alone would be slowed after 600 requests, and
so do networks (X-Forwarded-For), for wrong keys of one network are stopped for a while.
"""

import json
import os
from itertools import count, cycle
from pathlib import Path
from typing import Any

import schemathesis

KEYS: dict[str, Any] = json.loads(Path(os.environ["BULOU_TEST_KEYS"]).read_text())
TOKENS, NETWORKS = cycle(KEYS.get("tokens", ())), count(1)
OWN = {"/api/v1/report": "report", "/api/v1/notice": "notice", "/api/v1/party": "party"}


if KEYS:

    @schemathesis.auth(refresh_interval=None)
    class Keys:
        """The key for an address."""

        def get(self, case: schemathesis.Case, context: schemathesis.AuthContext) -> str:
            begins = "/".join(case.operation.path.split("/")[:4])
            return KEYS[OWN[begins]] if begins in OWN else f"Bearer {next(TOKENS)}"

        def set(self, case: schemathesis.Case, data: str, context: schemathesis.AuthContext) -> None:
            case.headers = {**(case.headers or {}), "Authorization": data}


@schemathesis.serializer("application/offset+octet-stream")
def piece(context: schemathesis.SerializationContext, value: Any) -> bytes:
    """A piece of a file as it is."""
    return value if isinstance(value, bytes) else str(value).encode()


@schemathesis.hook
def before_call(context: schemathesis.HookContext, case: schemathesis.Case, kwargs: dict[str, Any]) -> None:
    number = next(NETWORKS)
    network = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
    case.headers = {**(case.headers or {}), "X-Forwarded-For": network}
