"""The pre-check for anyone, one at a time: what pages and API share. Nothing is stored."""

from collections.abc import Mapping
from datetime import datetime
from threading import BoundedSemaphore
from typing import Final

from bulou.law import VOCABULARY, Conduct, Fact, FactKind, parse_facts
from bulou.law.facts import Value
from bulou.precheck import Checked, check, read

CEILING: Final = 256 * 1024  # bytes, of which the worst text takes seconds; the command reads more
CONDUCTS: Final = (Conduct.PUBLISH, Conduct.PRESENT, Conduct.SHARE)

# A check takes processor time only; with one at a time in each process, no flood of them keeps reports from coming in.
TURN = BoundedSemaphore(1)
_PATIENCE: Final = 1  # seconds: whoever waits holds a thread that a report may need


class Busy(Exception):
    """Another draft is being checked; this one may be sent again in a moment."""


def stated(values: Mapping[str, Value], documents: Mapping[str, str], *, source: str) -> dict[str, Fact]:
    """Answers as facts. What an authority decides counts only with the number of its document. Raises UnknownFact, BadFact."""
    given = {}
    for name, value in values.items():
        number, spec = documents.get(name, "").strip(), VOCABULARY.get(name)
        official = spec is not None and spec.kind is FactKind.OFFICIAL
        if official and value not in (None, False, "none") and not number:
            continue
        given[name] = {"value": value, "source": source, "evidence": number or None}
    return parse_facts(given)


def checked(raw: bytes, name: str, facts: Mapping[str, Fact], *, conduct: Conduct, at: datetime) -> Checked:
    """The draft `raw`, called `name`, read and answered at the aware instant `at`. Raises BadDraft, Busy."""
    if not TURN.acquire(timeout=_PATIENCE):
        raise Busy
    try:
        return check(read(raw, name), facts, conduct=conduct, at=at)
    finally:
        TURN.release()
