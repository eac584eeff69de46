"""How far the Provisions reach: places, persons, and the law they point to."""

from typing import Final

from bulou.law.open_points.reading import NO, NO_AUTHORITY, YES, Reading
from bulou.law.text import Text

READINGS: Final = (
    Reading(
        "overseas_scope",
        ("RMSV-9-7", "RMSV-9-7-scope"),
        Text("“境外”的范围？", "What is overseas?"),
        {
            "outside_mainland_and_branches": Text(
                "内地以外（含港澳台），并标注境外机构的境内分支",
                "outside the mainland, Hong Kong, Macao and Taiwan included, and branches of overseas bodies flagged",
            ),
            "outside_mainland": Text(
                "内地以外（含港澳台）", "outside the mainland, Hong Kong, Macao and Taiwan included"
            ),
            "foreign_only": Text("仅指外国", "foreign countries only"),
        },
        Text(
            "通常含港澳台；反间谍法实施细则第三条的界定仅限该法。",
            "Usually so; the definition in the Counter-Espionage Rules 3 is for that law only.",
        ),
        NO_AUTHORITY,
        point=5,
    ),
    Reading(
        "oss_maintainer_is_provider",
        ("RMSV-9-7-vendor", "RMSV-4-2-sale", "RMSV-4-2-share", "RMSV-9-4-verification"),
        Text("开源维护者是否为网络产品提供者？", "Is the maintainer of free software a vendor?"),
        {"ask": Text("逐案判断", "judged case by case"), "yes": YES, "no": NO},
        Text(
            "二〇二一年曾督促一基金会修补，倾向于是，但非定论。",
            "In 2021 a foundation was urged to mend, which suggests yes but rules nothing.",
        ),
        Text("工业和信息化部通报（二〇二一年，转载）", "Notice of MIIT, 2021 (as reported)"),
        point=6,
    ),
    Reading(
        "china_nexus",
        ("R2", "RMSV-2", "RMSV-5-1-channel", "RMSV-7-p3", "RMSV-10-p2"),
        Text(
            "境外提供者向境内销售是否适用？",
            "Do the Provisions reach an overseas vendor that sells into China?",
        ),
        {
            "assumed": Text("视为适用", "taken to reach it"),
            "checklist": Text(
                "境外提供者、运营者按清单逐案判断，发现者、收集平台视为适用",
                "vendors and operators abroad judged by a checklist, finders and platforms taken to be reached",
            ),
            "checklist_for_all": Text(
                "境外行为人一律按清单逐案判断", "everyone abroad judged by a checklist"
            ),
        },
        Text(
            "第二条“境内”修饰何者不明；从严视为适用。境外行为另见网络安全法第七十七条（二〇二六年）。",
            "What “in mainland China” qualifies in Article 2 is unclear; the strict side is taken. On acts abroad see also Cybersecurity Law 77 (2026).",
        ),
        NO_AUTHORITY,
        point=8,
    ),
    Reading(
        "csl_version",
        ("R12", "R13", "R14", "R15"),
        Text("所引网络安全法以何版本为准？", "Which edition of the Cybersecurity Law is meant?"),
        {
            "by_date": Text("按行为日期", "by date of the act"),
            "2017": Text("二〇一七年版条号", "the numbers of 2017"),
            "2026": Text("二〇二六年版条号", "the numbers of 2026"),
        },
        Text(
            "本规定印的是旧条号；行政处罚法第三十七条：从旧兼从轻。",
            "The old numbers are printed; Administrative Penalty Law 37: the law at the time, unless the later is lighter.",
        ),
        Text("网络安全法（二〇二五年修改）", "Cybersecurity Law as amended in 2025"),
        point=18,
    ),
)
