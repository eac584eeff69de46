"""The evidence pack as a file: what records gathered, with a page for people and words for a stranger, signed by the node."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from bulou.acts import ACTS
from bulou.entrypoints.templatetags.bulou_tags import OUTCOMES
from bulou.journal.evidence import make
from bulou.journal.evidence.story import SECTIONS
from bulou.records.evidence import Gathered
from bulou.records.signing import node_verifier, signing_key

LANGUAGES = ("zh-hans", "en")
SCHEMA = "summary.schema.json"


def pack(found: Gathered) -> bytes:
    """The bytes of the pack: the same for the same journal. Raises OSError or ValueError when the node's keys are not there."""
    summary = found.summary
    about = {
        "summary": summary, "rows": _rows(summary), "sections": _sections(summary), "key": str(node_verifier()),
        "latest": found.proofs.checkpoints[-1] if found.proofs.checkpoints else "",
        "covered": sum(row["leaf"] is not None for row in summary["timeline"]), "languages": LANGUAGES,
    }  # fmt: skip
    pages = {
        "page.html": _rendered("evidence/page.html", about),
        "readme.md": _rendered("evidence/readme.md", about),
        SCHEMA: schema(),
    }
    return make(found.manifest, found.entries, found.proofs, pages, key=signing_key())


@cache
def schema() -> bytes:
    """The JSON schema of the summary."""
    return (files("bulou.journal.evidence") / SCHEMA).read_bytes()


def _rendered(template: str, about: Mapping[str, Any]) -> bytes:
    with translation.override("en"):  # each part of the page chooses its own; nothing hangs on who asks
        return render_to_string(template, dict(about)).encode()


def _rows(summary: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The timeline as the page shows it, each row with the anchor by which the sections lead to it."""
    return [
        {
            **row,
            "anchor": anchor(row["stream"], row["index"]),
            "title": ACTS[row["act"]].title if row["act"] in ACTS else row["act"],
            "outcome": OUTCOMES[row["verdict"]][0] if row["verdict"] in OUTCOMES else row["verdict"] or "",
            "kind": row["stream"].partition(":")[0],
            "fields": [(name, _text(value)) for name, value in sorted(row["shown"].items())],
        }
        for row in summary["timeline"]
    ]


def _sections(summary: Mapping[str, Any]) -> list[tuple[str, list[dict[str, Any]]]]:
    """The sections with their rows."""
    by_place = {(row["stream"], row["index"]): row for row in _rows(summary)}
    return [
        (name, [by_place[stream, index] for stream, index in summary[name]])
        for name in (*SECTIONS, "refusals", "decisions")
    ]


def _text(value: Any) -> str:
    """A sealed value as people read it: text as it is, everything else as its JSON."""
    return (
        value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True)
    )


def anchor(stream: str, index: int) -> str:
    """The name of an entry within the page."""
    return f"{stream.replace(':', '-')}-{index}"
