"""The same questions to two general rule engines: a dict goes in, what stands in the way comes out, with its reasons.

The norms of `predicates` as rows that stop a conduct: a decision table for the one, forbidding policies for the other.
Their answers are asserted equal to the plain loop's before anything is timed. Neither can say that a fact is missing.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

from bench.predicates import NORMS, World

Row = Mapping[str, Any]
_EARLY = ("assessed_jointly_with_vendor", "reported_to_miit", "reported_to_mps")
_OVERSEAS = {"recipient_overseas": True, "already_public": False, "recipient_is_product_vendor": False}
_HOME = {
    "already_public": False,
    "recipient_overseas": False,
    "recipient_is_product_vendor": False,
    "recipient_is_state_platform": False,
}
_TOOL = {"tool_exclusively_for_attack": True}

_FOR_ATTACK: list[Row] = [
    {**_TOOL, "supplied_for_verification": False},
    {**_TOOL, "recipient_is_product_vendor": False, "recipient_is_state_platform": False},
]
_BUT_AUTHORITIES = {"actor_role": ("finder", "vendor", "operator")}


# When each norm stops its conducts: any of the rows, all facts of a row; of several values any.
ROWS: dict[str, list[Row]] = {
    "RMSV-9-0": [{"truthful_and_necessary": False}],
    "RMSV-9-1": [
        *({"remediation_provided": False, name: False} for name in _EARLY),
        {"remediation_provided": False, "authorities_assessment": "none"},
        {"remediation_provided": False, "authorities_assessment": "done_objection"},
    ],
    "RMSV-9-2": [{"operator_in_use_detail": True}],
    "RMSV-9-3a": [{"exaggerates": True}],
    "RMSV-9-3b": [{"hype_or_extortion": True}],
    "RMSV-9-4": [{"exploit_included": True, **_TOOL}],
    "RMSV-9-5": [{"remedy_or_precaution_included": False}],
    "RMSV-9-6": [{"major_event": True, "mps_consent": False}],
    "RMSV-9-7": [_OVERSEAS],
    "RMSV-9-4-supply": _FOR_ATTACK,
    "RMSV-9-4-share": [{**row, "exploit_included": True} for row in _FOR_ATTACK],
    "RMSV-7-1a-decline": [
        {"actor_role": "vendor", "own_product": True, "flaw_exists": True, "duplicate_report": False}
    ],
    "RMSV-8-decline": [
        {"actor_role": "operator", "own_system": True, "flaw_exists": True, "duplicate_report": False}
    ],
    "RMSV-4-2-share": [{**_HOME, **_BUT_AUTHORITIES, "third_party_sharing_lawful": False}],
    "RMSV-5-2-log": [{"six_months_elapsed": False}],
    "RMSV-5-2-hold": [{"legal_hold": True}],
}
FACTS = sorted({name for rows in ROWS.values() for row in rows for name in row})
Answer = Callable[[str, World], set[str]]


def _values(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else (value,)


def zen(*, trace: bool) -> Answer:
    """zen-engine, by its quick way: a static loader, one decision table that collects."""
    from zen import ZenEngine

    engine = ZenEngine({"loader": {"type": "static", "content": {"law": _table()}}})
    options = {"trace": True} if trace else {}

    def answer(conduct: str, world: World) -> set[str]:
        found = engine.evaluate("law", {"conduct": conduct, **world}, options)
        assert not trace or found["trace"]
        return {each["norm"] for each in found["result"]}

    return answer


def _table() -> dict[str, Any]:
    columns = ["conduct", *FACTS]
    rows = [
        {
            "_id": f"{id}:{place}",
            "conduct": ", ".join(json.dumps(each) for each in sorted(NORMS[id][0])),
            **{name: ", ".join(map(json.dumps, _values(row[name]))) if name in row else "" for name in FACTS},
            "norm": json.dumps(id),
        }
        for id, found in ROWS.items()
        for place, row in enumerate(found)
    ]
    fields = [{"id": name, "name": name, "type": "expression", "field": name} for name in columns]
    output = {"id": "norm", "name": "norm", "type": "expression", "field": "norm"}
    table = {"hitPolicy": "collect", "rules": rows, "inputs": fields, "outputs": [output]}
    return {
        "nodes": [
            {"id": "asked", "name": "asked", "type": "inputNode"},
            {"id": "table", "name": "table", "type": "decisionTableNode", "content": table},
            {"id": "said", "name": "said", "type": "outputNode"},
        ],
        "edges": [
            {"id": "in", "type": "edge", "sourceId": "asked", "targetId": "table"},
            {"id": "out", "type": "edge", "sourceId": "table", "targetId": "said"},
        ],
    }


def cedar() -> Answer:
    """cedarpy, with policies and entities parsed once."""
    import cedarpy

    policies = cedarpy.PolicySet.from_str(_policies())
    entities = cedarpy.Entities.from_json_str("[]")

    def answer(conduct: str, world: World) -> set[str]:
        request = {
            "principal": 'Actor::"one"',
            "action": f'Action::"{conduct}"',
            "resource": 'Flaw::"one"',
            "context": {name: world[name] for name in FACTS},
        }
        found = cedarpy.is_authorized(request, policies, entities)
        if found.allowed:
            return set()
        return {each.partition("/")[0] for each in found.diagnostics.id_annotations_by_reason.values()}

    return answer


def _policies() -> str:
    written = ['@id("base") permit (principal, action, resource);']
    for id, rows in ROWS.items():
        conducts = ", ".join(f'Action::"{each}"' for each in sorted(NORMS[id][0]))
        for place, row in enumerate(rows):
            when = " && ".join(
                f"{json.dumps(_values(value))}.contains(context.{name})" if isinstance(value, tuple)
                else f"context.{name} == {json.dumps(value)}"
                for name, value in row.items()
            )  # fmt: skip
            written.append(
                f'@id("{id}/{place}") forbid (principal, action in [{conducts}], resource) when {{ {when} }};'
            )
    return "\n".join(written)
