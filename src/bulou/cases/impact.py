"""A vulnerability on a system in use (IMPACT): verified, mended, tested again, or borne until a day (Article 8)."""

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
