"""The norms of six conducts as one would write them without a law layer: functions in a table, all facts known.

Complete facts and the strict readings only; no unknown facts, no trace, no cures, no articles. The least that a
right answer costs.
"""

from collections.abc import Callable, Mapping
from random import Random
from typing import Any

World = Mapping[str, Any]
Norm = Callable[[World], int]
NOT_PROHIBITED, NEEDS_STEP, NEEDS_APPROVAL, FORBIDDEN = range(4)
OUTCOMES = ("not_prohibited", "needs_step", "needs_approval", "forbidden")


def _truthful(w: World) -> int:
    return NOT_PROHIBITED if w["truthful_and_necessary"] else FORBIDDEN


def _remedy_first(w: World) -> int:
    if w["remediation_provided"]:
        return NOT_PROHIBITED
    early = (
        w["assessed_jointly_with_vendor"]
        and w["reported_to_miit"]
        and w["reported_to_mps"]
        and w["authorities_assessment"] == "done_no_objection"
    )
    return NOT_PROHIBITED if early else FORBIDDEN


def _in_use(w: World) -> int:
    return FORBIDDEN if w["operator_in_use_detail"] else NOT_PROHIBITED


def _exaggerated(w: World) -> int:
    return FORBIDDEN if w["exaggerates"] else NOT_PROHIBITED


def _hyped(w: World) -> int:
    return FORBIDDEN if w["hype_or_extortion"] else NOT_PROHIBITED


def _tool(w: World) -> int:
    return FORBIDDEN if w["exploit_included"] and w["tool_exclusively_for_attack"] else NOT_PROHIBITED


def _with_remedy(w: World) -> int:
    return NOT_PROHIBITED if w["remedy_or_precaution_included"] else NEEDS_STEP


def _major_event(w: World) -> int:
    return NEEDS_APPROVAL if w["major_event"] and not w["mps_consent"] else NOT_PROHIBITED


def _overseas(w: World) -> int:
    if not w["recipient_overseas"] or w["already_public"] or w["recipient_is_product_vendor"]:
        return NOT_PROHIBITED
    return FORBIDDEN


def _supplied_tool(w: World) -> int:
    if not w["tool_exclusively_for_attack"]:
        return NOT_PROHIBITED
    recipient = w["recipient_is_product_vendor"] or w["recipient_is_state_platform"]
    return NOT_PROHIBITED if w["supplied_for_verification"] and recipient else FORBIDDEN


def _shared_tool(w: World) -> int:
    return _supplied_tool(w) if w["exploit_included"] else NOT_PROHIBITED


def _own_flaw(w: World) -> int:
    own = w["actor_role"] == "vendor" and w["own_product"] and w["flaw_exists"]
    return FORBIDDEN if own and not w["duplicate_report"] else NOT_PROHIBITED


def _own_system(w: World) -> int:
    own = w["actor_role"] == "operator" and w["own_system"] and w["flaw_exists"]
    return FORBIDDEN if own and not w["duplicate_report"] else NOT_PROHIBITED


def _third_party(w: World) -> int:
    if w["actor_role"] == "authority" or w["already_public"] or w["recipient_overseas"]:
        return NOT_PROHIBITED
    if w["recipient_is_product_vendor"] or w["recipient_is_state_platform"]:
        return NOT_PROHIBITED
    return NOT_PROHIBITED if w["third_party_sharing_lawful"] else FORBIDDEN


def _six_months(w: World) -> int:
    return NOT_PROHIBITED if w["six_months_elapsed"] else FORBIDDEN


def _held(w: World) -> int:
    return FORBIDDEN if w["legal_hold"] else NOT_PROHIBITED


_PUBLISHING = frozenset({"publish", "present"})
NORMS: dict[str, tuple[frozenset[str], Norm]] = {
    "RMSV-9-0": (_PUBLISHING, _truthful),
    "RMSV-9-1": (_PUBLISHING, _remedy_first),
    "RMSV-9-2": (_PUBLISHING, _in_use),
    "RMSV-9-3a": (_PUBLISHING, _exaggerated),
    "RMSV-9-3b": (_PUBLISHING, _hyped),
    "RMSV-9-4": (_PUBLISHING, _tool),
    "RMSV-9-5": (_PUBLISHING, _with_remedy),
    "RMSV-9-6": (_PUBLISHING, _major_event),
    "RMSV-9-7": (frozenset({"present", "share", "supply_exploit"}), _overseas),
    "RMSV-9-4-supply": (frozenset({"supply_exploit"}), _supplied_tool),
    "RMSV-9-4-share": (frozenset({"share"}), _shared_tool),
    "RMSV-7-1a-decline": (frozenset({"decline"}), _own_flaw),
    "RMSV-8-decline": (frozenset({"decline"}), _own_system),
    "RMSV-4-2-share": (frozenset({"share"}), _third_party),
    "RMSV-5-2-log": (frozenset({"purge_log"}), _six_months),
    "RMSV-5-2-hold": (frozenset({"purge_log"}), _held),
}
CONDUCTS = ("publish", "present", "share", "supply_exploit", "decline", "purge_log")
_DOMAINS: dict[str, tuple[Any, ...]] = {
    "actor_role": ("finder", "vendor", "operator", "authority"),
    "authorities_assessment": ("none", "done_no_objection", "done_objection"),
}
_BOOLEANS = (
    "truthful_and_necessary",
    "remediation_provided",
    "mitigation_provided",
    "vendor_dissents",
    "assessed_jointly_with_vendor",
    "reported_to_miit",
    "reported_to_mps",
    "operator_in_use_detail",
    "exaggerates",
    "hype_or_extortion",
    "exploit_included",
    "unlawful_means_suspected",
    "collected_unlawfully",
    "tool_exclusively_for_attack",
    "remedy_or_precaution_included",
    "major_event",
    "mps_consent",
    "recipient_overseas",
    "already_public",
    "recipient_is_product_vendor",
    "recipient_is_state_platform",
    "recipient_maintains_free_software",
    "supplied_for_verification",
    "own_product",
    "own_system",
    "third_party_sharing_lawful",
    "flaw_exists",
    "duplicate_report",
    "six_months_elapsed",
    "legal_hold",
    "reasonable_release",
)


def stops(conduct: str, world: World) -> list[tuple[str, int]]:
    """The answer of the plain loop: which norms stand in the way, and how firmly."""
    return [
        (id, answer)
        for id, (conducts, norm) in NORMS.items()
        if conduct in conducts and (answer := norm(world)) != NOT_PROHIBITED
    ]


def outcome(conduct: str, world: World) -> str:
    """The answer in one word."""
    return OUTCOMES[max((answer for _id, answer in stops(conduct, world)), default=NOT_PROHIBITED)]


def requests(count: int, seed: int = 9) -> list[tuple[str, dict[str, Any]]]:
    """So many questions, conduct and facts drawn evenly but for the facts that mostly hold of who publishes lawfully."""
    draw = Random(seed)
    found = []
    for _turn in range(count):
        world: dict[str, Any] = {name: draw.random() < 0.5 for name in _BOOLEANS}
        world |= {name: draw.choice(domain) for name, domain in _DOMAINS.items()}
        if draw.random() < 0.5:  # else every publication would fail on something
            world |= dict.fromkeys(
                ("truthful_and_necessary", "remediation_provided", "remedy_or_precaution_included"), True
            )
            world |= dict.fromkeys(
                ("operator_in_use_detail", "exaggerates", "hype_or_extortion", "unlawful_means_suspected"),
                False,
            )
        found.append((draw.choice(CONDUCTS), world))
    return found
