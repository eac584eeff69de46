"""What every page knows about the node it is on."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def node(request: HttpRequest) -> dict[str, Any]:
    """`node_name`, `node_url` and `demo` (whether to say that times here are simulated)."""
    return {
        "node_name": settings.BULOU_NODE_NAME,
        "node_url": settings.BULOU_BASE_URL,
        "demo": settings.BULOU_DEMO,
    }
