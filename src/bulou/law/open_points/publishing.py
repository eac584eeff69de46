"""Whom Article 9 binds, and what its item (1) asks."""

from typing import Final

from bulou.law.open_points.reading import NO, NO_AUTHORITY, THE_PARAPHRASE, THE_TEXT, YES, Reading
from bulou.law.text import Text

READINGS: Final = (
    Reading(
        "provider_under_art9",
        ("RMSV-9-own", "RMSV-7-0-release"),
        Text(
            "第九条是否约束提供者发布自身产品的漏洞？", "Does Article 9 bind a vendor about its own product?"
        ),
        {"yes": YES, "no": NO},
        Text(
            "第九条首句指向发现、收集者；提供者的发布首先适用第七条。",
            "The head of Article 9 addresses finders and collectors; a vendor's own release falls first under Article 7.",
        ),
        NO_AUTHORITY,
        point=9,
    ),
    Reading(
        "workaround_counts_as_fix",
        ("RMSV-9-1",),
        Text("防范措施是否即第九条（一）的修补措施？", "Is a mitigation a remediation in Article 9(1)?"),
        {"no": NO, "yes": YES},
        Text(
            "第九条（五）区分修补与防范，故不当然等同。",
            "Item (5) tells remedies from precautions, so one is not by itself the other.",
        ),
        THE_TEXT,
        point=10,
    ),
    Reading(
        "vendor_dissent_bars",
        ("RMSV-9-1-early",),
        Text("提供者不同意是否阻止提前发布？", "Does a vendor's dissent bar early publication?"),
        {"no": NO, "yes": YES},
        Text(
            "条文要求共同评估协商，不要求一致；第三方转述作“协商一致”，可从严选“是”。",
            "The text asks for assessment and consultation, not agreement; a paraphrase says “agreed”, and who follows it chooses yes.",
        ),
        THE_TEXT,
        point=11,
        paraphrase=("yes",),
    ),
    Reading(
        "objection_bars",
        ("RMSV-9-1-early",),
        Text(
            "主管部门评估有异议是否阻止提前发布？", "Does an objection in the ministries' assessment bar it?"
        ),
        {"yes": YES, "no": NO},
        Text(
            "条文为“组织评估后进行发布”，未写须无异议。",
            "The text says published after the assessment, not that there be no objection.",
        ),
        THE_TEXT,
        point=11,
    ),
    Reading(
        "early_publication_needs_approval",
        ("RMSV-9-1-early",),
        Text("提前发布是否须经两部门批准？", "Does early publication need the ministries' approval?"),
        {"no": NO, "yes": YES},
        Text(
            "条文要求两部门“组织评估”，没有批准；转述作“审批同意”。",
            "The text asks for an assessment organised by the ministries, not for approval; the paraphrase says “approved”.",
        ),
        THE_PARAPHRASE,
        point=11,
        paraphrase=("yes",),
    ),
    Reading(
        "exaggeration_needs_intent",
        ("RMSV-9-3a",),
        Text("夸大是否须为刻意？", "Must exaggeration be deliberate?"),
        {"yes": YES, "no": NO},
        Text(
            "条文为“刻意夸大”；转述作“夸大事实”。",
            "The text says “deliberately exaggerate”; the paraphrase says “exaggerate the facts”.",
        ),
        THE_PARAPHRASE,
        paraphrase=("no",),
    ),
)
