"""One detector for each rule: what in a draft the rule points to."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from bulou.precheck.blocks import blocks, sentences
from bulou.precheck.detectors import audience, exploits, family, gradings, places, remedies, wording
from bulou.precheck.found import Detector

DETECTORS: Final[Mapping[str, Detector]] = MappingProxyType({
    "remedy": remedies.remedy,
    "no-fix": remedies.no_fix,
    "publisher": audience.publisher,
    "address": places.address,
    "operator": places.operator,
    "exploit-code": exploits.exploit_code,
    "exploit-link": exploits.exploit_link,
    "severity-above": gradings.severity_above,
    "severity-below": gradings.severity_below,
    "hype": wording.hype,
    "price": wording.price,
    "threat": wording.threat,
    "recipient": audience.recipient,
    "venue": audience.venue,
    "vendor": audience.vendor,
    "fix-named": remedies.fix_named,
})  # fmt: skip

# Each detector reads the same blocks and sentences again; what was cut and judged once is remembered meanwhile.
REMEMBERING: Final = (
    blocks, sentences, gradings._scores, gradings._score, gradings._words,
    family.words_in, remedies.says_no_fix, remedies.names_a_fix, remedies.instructs,
)  # fmt: skip


def forget() -> None:
    """Let go of what was remembered of drafts: nothing of one outlives its check, and no flood of them fills the memory."""
    for each in REMEMBERING:
        each.cache_clear()
