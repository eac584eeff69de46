"""Abuse cases that hold by what the code does not do."""

import ast
import re

from tests.contracts.tree import SOURCE, modules, name, parsed

UNSAFE = {"pickle", "marshal", "shelve", "dill", "jsonpickle"}
OUTWARD = {"urllib.request", "http.client", "socket", "httpx", "requests", "smtplib", "imap_tools", "aiohttp"}
# Each speaks to an address that whoever runs the node, or a security administrator, has set, never to one that a report or
# a page brought.
SPEAKS = {
    "src/bulou/acts/canary.py": "",
    "src/bulou/entrypoints/cli/serve.py": "nobody: whether its own port is free",
    "src/bulou/entrypoints/worker/loop.py": "the name of this host",
    "src/bulou/transport/canary.py": "the node's own address",
    "src/bulou/transport/clamd.py": "BULOU_CLAMD",
    "src/bulou/transport/mail.py": "BULOU_EMAIL_URL",
    "src/bulou/transport/mailbox.py": "BULOU_IMAP_URL",
    "src/bulou/transport/peers.py": "nodes that a security administrator has introduced",
}


def _imported(path):
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{each.name}" for each in node.names)


def test_ac07_no_channel_pushes_to_a_browser_behind_the_pages():
    """There is neither a WebSocket nor a stream of events: what happens by itself is the worker's, whose acts pass the gate."""
    pushing = re.compile(r"websocket|text/event-stream|EventSource|sendBeacon|asgi", re.IGNORECASE)
    files = [path for path in SOURCE.rglob("*") if path.suffix in {".py", ".html", ".js"}]
    assert [name(path) for path in files if pushing.search(path.read_text(encoding="utf-8"))] == []


def test_ac25_nothing_that_came_from_outside_is_turned_into_objects():
    found = [
        (name(path), each)
        for path in modules(SOURCE)
        for each in _imported(path)
        if each.split(".")[0] in UNSAFE
    ]
    assert found == []


def test_ac26_only_what_is_set_by_the_node_is_spoken_to():
    speaking = {name(path) for path in modules(SOURCE) for each in _imported(path) if each in OUTWARD}
    assert speaking - SPEAKS.keys() == set()


def test_ac55_no_page_fetches_anything_from_elsewhere():
    loads = re.compile(
        r"""(?:<(?:script|img|iframe|link|source)\b[^>]*?(?:src|href)=["']|url\(["']?|@import\s+["'])(?:https?:)?//"""
    )
    files = [path for path in SOURCE.rglob("*") if path.suffix in {".html", ".css", ".js"}]
    assert [path.name for path in files if loads.search(path.read_text(encoding="utf-8"))] == []
