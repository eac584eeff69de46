"""What the law answered, asked once more: the decisions among sealed entries, under the law as it was encoded then."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from bulou.journal import Fault
from bulou.journal.fault import fault
from bulou.law import BadFact, BadReading, UnknownFact, decide, parse_facts

UNASKED = "refused:"  # office or turn stopped it: of the law's answer only its stamp was sealed


@dataclass(slots=True)
class Again:
    """How many decisions came out as sealed; of `untold` ones what they hung on is withheld or no longer in the vocabulary."""

    same: int = 0
    untold: int = 0
    faults: list[Fault] = field(default_factory=list)


def decided_again(lines: Iterable[Mapping[str, Any]]) -> Again:
    """Ask the law again about every entry that bears its stamp; `lines` are those of an evidence pack or an export."""
    found = Again()
    for line in lines:
        header, payload = line["header"], line["payload"] or {}
        if header["stamp"] is None:
            continue
        try:
            differs = _differs(header, payload["decision"]["value"])
        except (LookupError, TypeError, ValueError, AttributeError, UnknownFact, BadFact, BadReading):
            found.untold += 1
            continue
        if differs:
            found.faults.append(fault(header["stream"], header["index"], "replay", ", ".join(differs)))
        else:
            found.same += 1
    return found


def _differs(header: Mapping[str, Any], decision: Mapping[str, Any]) -> list[str]:
    """The names of what came out otherwise than sealed."""
    stamp = header["stamp"]
    verdict = decide(
        decision["conduct"],
        parse_facts(decision["facts"]),
        at=datetime.fromisoformat(header["at"]),
        readings=decision.get("readings", {}),
        owed=tuple(decision.get("owed", ())),
        as_of=date.fromisoformat(stamp["encoded_as_of"]),
    )
    # Whether a conduct is lawful hangs on no calendar: that of another year changes nothing.
    again = verdict.stamp.to_json() | {"calendar": stamp.get("calendar")}
    differs = sorted(name for name in again.keys() | stamp.keys() if again.get(name) != stamp.get(name))
    stopped = str(header["verdict"]).startswith(UNASKED)
    return differs if stopped or header["verdict"] == str(verdict.outcome) else ["verdict", *differs]
