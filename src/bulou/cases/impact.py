"""A vulnerability on a system in use (IMPACT): verified, mended, tested again, or borne until a day (Article 8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bulou.cases.machine import Machine, Text

IMPACT = Machine(
    name="IMPACT",
    title=Text("命中项", "Impact"),
    purpose=Text(
        "网络运营者对每个被漏洞涉及的资产各有一份：核实、修补、复测（第八条）；接受风险必有期限。",
        "One for each asset that a vulnerability touches: verified, mended, re-tested (Art. 8); a risk is accepted only until a day.",
    ),
    initial="found",
    states={
        "found": Text("待核实", "To be verified"),
        "verified": Text("已核实", "Verified"),
        "mended": Text("已修补，待复测", "Mended, to be re-tested"),
        "done": Text("已完成", "Done"),
        "accepted": Text("已接受风险", "Risk accepted"),
        "untouched": Text("经核实不涉及", "Not touched after all"),
    },
    events={
        "verify": Text("核实", "Verify"),
        "dismiss": Text("判定不涉及", "Find untouched"),
        "mend": Text("修补", "Mend"),
        "pass": Text("复测通过", "Re-test passed"),
        "fail": Text("复测未通过", "Re-test failed"),
        "accept": Text("接受风险", "Accept the risk"),
        "reopen": Text("重新打开", "Reopen"),
        "reopen_unverified": Text("未经核实，重新打开", "Reopen, not verified before"),
    },
    transitions={
        ("found", "verify"): "verified",
        ("found", "dismiss"): "untouched",
        ("found", "accept"): "accepted",
        ("verified", "dismiss"): "untouched",
        ("verified", "mend"): "mended",
        ("verified", "accept"): "accepted",
        ("mended", "pass"): "done",
        ("mended", "fail"): "verified",
        ("accepted", "mend"): "mended",
        ("accepted", "reopen"): "verified",
        ("accepted", "reopen_unverified"): "found",
        ("done", "reopen"): "verified",
        ("untouched", "reopen"): "found",
    },
    notes={
        ("done", "reopen"): Text(
            "修补被绕过或回退时重新打开；先前的各个时间保留在日志中。",
            "When a mend was bypassed or rolled back; the earlier moments stay in the journal.",
        ),
    },
)


@dataclass(frozen=True, slots=True)
class Step:
    """How far one impact has come: its state, and its moments (aware) as they are recorded."""

    state: str
    verified_at: datetime | None = None
    mended_at: datetime | None = None
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OwnSystem:
    """What the impacts of one vulnerability say together of one's own systems, as Article 8 asks.

    `touches` is None until one is confirmed or all were found untouched. `confirmed_at` is the first confirmation,
    `verified_at` the moment since which none is left to be verified, `mended_at` the last mend once every system that is
    touched is mended and tested again; None before. An accepted risk is neither verified by that nor mended.
    """

    touches: bool | None = None
    confirmed_at: datetime | None = None
    verified_at: datetime | None = None
    mended_at: datetime | None = None


def own_system(steps: Sequence[Step]) -> OwnSystem:
    """The answer of all impacts of one vulnerability."""
    touched = [each for each in steps if each.state != "untouched"]
    confirmed = [each.verified_at for each in touched if each.verified_at and each.state != "found"]
    nothing = bool(steps) and not touched
    judged = [each.closed_at if each.state == "untouched" else each.verified_at for each in steps]
    open_ones = any(each.state == "found" for each in steps)
    verified = [] if open_ones else [at for at in judged if at is not None]
    mended = [each.mended_at for each in touched if each.state == "done" and each.mended_at]
    return OwnSystem(
        touches=True if confirmed else False if nothing else None,
        confirmed_at=min(confirmed, default=None),
        verified_at=max(verified) if verified and len(verified) == len(steps) else None,
        mended_at=max(mended) if mended and len(mended) == len(touched) else None,
    )
