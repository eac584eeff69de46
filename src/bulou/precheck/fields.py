"""What a packet says that it need not: places that read like exploit code, or like an operator's system in use."""

from collections.abc import Mapping

from bulou.precheck.detectors import DETECTORS, forget
from bulou.precheck.draft import Draft, Format, Passage, Role
from bulou.precheck.remarks import Kind, Remark

RULES: Mapping[str, Kind] = {
    "exploit-code": "exploit_included",
    "exploit-link": "exploit_included",
    "address": "operator_in_use_detail",
    "operator": "operator_in_use_detail",
}
MOST = 3  # places of one rule in one field


def look_at(fields: Mapping[str, str]) -> tuple[Remark, ...]:
    """The questions that these fields raise, in their order; each quotes the words it is about. It answers none."""
    try:
        return tuple(remark for name, text in fields.items() if text for remark in _of(name, text))
    finally:
        forget()


def _of(name: str, text: str) -> list[Remark]:
    draft = Draft("", Format.TEXT, text, (Passage(text, Role.PROSE, lambda offset: offset),))
    found = []
    for rule, kind in RULES.items():
        for hit, _n in zip(DETECTORS[rule](draft), range(MOST), strict=False):
            place = draft.place(hit.passage, hit.start, hit.end)
            zh, en = f"{hit.says.zh}“{place.excerpt}”", f"{hit.says.en} “{place.excerpt}”"
            found.append(Remark(name, place.line, kind, zh, en))
    return found
