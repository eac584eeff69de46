"""To whom information may go: points that the text of Articles 4 and 9(7) leaves open, or that others read otherwise."""

from typing import Final

from bulou.law.open_points.reading import NO, NO_AUTHORITY, THE_PARAPHRASE, YES, Reading
from bulou.law.text import Text

READINGS: Final = (
    Reading(
        "overseas_vendor_excepted",
        ("RMSV-9-7-vendor",),
        Text(
            "第九条（七）是否除外该产品的境外提供者？",
            "Does Article 9(7) except the overseas vendor of the product?",
        ),
        {"yes": YES, "no": NO},
        Text(
            "条文写明“网络产品提供者之外”；转述作“未经许可，不得…”，漏去此项除外，且条文并无许可途径。",
            "The text says “other than the vendor”; the paraphrase says “not without permission” and leaves the exception out. The text knows no permission.",
        ),
        THE_PARAPHRASE,
        paraphrase=("no",),
    ),
    Reading(
        "any_vendor_excepted",
        ("RMSV-9-7-other",),
        Text(
            "第九条（七）的除外是否及于其他产品的提供者？",
            "Does the exception of Article 9(7) extend to the vendor of another product?",
        ),
        {"no": NO, "yes": YES},
        Text(
            "条文仅称“网络产品提供者”，未写“该产品”；从严限于该产品的提供者。",
            "The text says “network product vendor”, not “of that product”; on the strict side only the vendor of that very product.",
        ),
        NO_AUTHORITY,
    ),
    Reading(
        "overseas_users",
        ("RMSV-9-7-users",),
        Text(
            "修补之前可否告知境外用户防范措施？",
            "May users overseas be told protective steps before there is a fix?",
        ),
        {
            "forbidden": Text("不可", "no"),
            "judged": Text(
                "内容仅为防范措施的可以，由具名人员判断",
                "yes, where they are told protective steps alone, as a named person judges",
            ),
        },
        Text(
            "第七条要求指导用户防范；第九条（七）约束一切向境外的提供。",
            "Article 7 asks that users be guided; Article 9(7) governs whatever is provided overseas.",
        ),
        NO_AUTHORITY,
    ),
    Reading(
        "third_party_sale",
        ("RMSV-4-2-sale",),
        Text(
            "可否向提供者和受影响者以外的第三方出售漏洞信息？",
            "May vulnerability information be sold to others than the vendor and those affected?",
        ),
        {
            "forbidden": Text("不可", "no"),
            "judged": Text(
                "是否非法由具名人员逐案判断", "whether it is unlawful, a named person judges case by case"
            ),
        },
        Text(
            "第四条禁止“非法”出售，未写何为非法；从严视为非法。",
            "Article 4 forbids to sell “unlawfully” and does not say what that is; on the strict side such a sale is.",
        ),
        NO_AUTHORITY,
    ),
)
