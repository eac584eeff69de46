"""How vulnerability information is come by, sold and passed on, and what those who do so know."""

from typing import Final

from bulou.law.text import Text
from bulou.law.vocabulary.spec import FactKind, FactSpec, do

_JUDGED, _ACTORS = FactKind.JUDGEMENT, ("finder", "vendor", "operator", "platform")

FACTS: Final = (
    FactSpec(
        "unlawful_means_suspected",
        Text("疑似以非法手段取得", "Unlawful means suspected"),
        Text(
            "是否有迹象表明该信息系以非法手段取得？",
            "Are there signs that the information was come by unlawfully?",
        ),
        suppliers=_ACTORS,
    ),
    FactSpec(
        "collected_unlawfully",
        Text("非法收集", "Collected unlawfully"),
        Text(
            "收集该信息是否属于“非法收集”？",
            "Is to take in this information to collect it unlawfully?",
        ),
        kind=_JUDGED,
        suppliers=("person",),
    ),
    FactSpec(
        "sale_unlawful",
        Text("非法出售", "Sold unlawfully"),
        Text("此项出售是否属于“非法出售”？", "Is this sale unlawful?"),
        kind=_JUDGED,
        suppliers=("person",),
    ),
    FactSpec(
        "third_party_sharing_lawful",
        Text("向第三方提供合法且受控", "Sharing with a third party is lawful and controlled"),
        Text(
            "来源合法、接收方为已备案平台或者确有需要，且已防范泄露，向该第三方提供是否合法？",
            "Lawfully come by, the recipient a filed platform or one who needs it, leaks guarded against: is sharing with this third party lawful?",
        ),
        kind=_JUDGED,
        suppliers=("person",),
        phrases={
            True: do(
                "改向已备案平台提供或者落实防泄露措施，重新判断",
                "Turn to a filed platform or guard against leaks, then have it judged again",
            )
        },
    ),
    FactSpec(
        "knows_of_abuse",
        Text("明知他人滥用", "Knows of the abuse"),
        Text(
            "行为人是否明知对方利用漏洞从事危害网络安全的活动？",
            "Does the actor actually know that the other uses vulnerabilities to endanger network security?",
        ),
        kind=_JUDGED,
        suppliers=("person",),
    ),
)
