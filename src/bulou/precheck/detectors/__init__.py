"""One detector for each rule: what in a draft the rule points to."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from bulou.precheck.detectors import audience, exploits, gradings, places, remedies, wording
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
