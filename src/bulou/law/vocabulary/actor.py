"""Who acts, and what for."""

from typing import Final

from bulou.law.text import Text
from bulou.law.vocabulary.spec import FactKind, FactSpec, obtain

FACTS: Final = (
    FactSpec(
        "actor_role",
        Text("行为人身份", "Role of the actor"),
        Text("行为人在本事项中是什么身份？", "In which role does the actor act here?"),
        domain=("finder", "vendor", "operator", "platform", "authority"),
        kind=FactKind.DERIVED,
        suppliers=("record",),
        values={
            "finder": Text("漏洞发现者", "finder"),
            "vendor": Text("网络产品提供者", "vendor"),
            "operator": Text("网络运营者", "operator"),
            "platform": Text("漏洞收集平台", "collection platform"),
            "authority": Text("主管部门", "authority"),
        },
    ),
    FactSpec(
        "own_product",
        Text("自身产品", "Own product"),
        Text(
            "漏洞是否存在于行为人自己提供的网络产品？",
            "Is the vulnerability in a product that the actor itself provides?",
        ),
        suppliers=("vendor", "platform"),
    ),
    FactSpec(
        "collects_others_products",
        Text("收集他人产品漏洞", "Collects flaws of others' products"),
        Text(
            "接收渠道是否收集他人产品的漏洞？",
            "Does the channel collect vulnerabilities of products of others?",
        ),
        suppliers=("vendor", "operator", "platform"),
    ),
    FactSpec(
        "platform_listed",
        Text("平台已备案并公布", "Platform listed"),
        Text(
            "该平台是否已通过备案并由工业和信息化部公布？",
            "Is the platform filed and on the ministry's published list?",
        ),
        kind=FactKind.OFFICIAL,
        suppliers=("authority",),
        phrases={
            True: obtain("向工业和信息化部备案，并经公布", "File the platform with MIIT and be listed by it")
        },
    ),
    FactSpec(
        "actor_is_organisation",
        Text("行为人是组织", "Actor is an organisation"),
        Text("行为人是组织，还是个人？", "Is the actor an organisation, and not a person?"),
        suppliers=("record",),
    ),
    FactSpec(
        "actor_in_mainland",
        Text("行为人在境内", "Actor in mainland China"),
        Text(
            "行为人是否设立于中华人民共和国境内或者在境内活动？",
            "Is the actor established or active in mainland China?",
        ),
        suppliers=("record",),
    ),
    FactSpec(
        "bound_from_abroad",
        Text("境外行为人仍受约束", "Bound though abroad"),
        Text(
            "对照清单（向境内销售、境内有实体、危害境内网络安全），本规定是否约束该境外行为人？",
            "By the checklist (sells into China, has an entity there, endangers its networks): do the Provisions bind this actor abroad?",
        ),
        kind=FactKind.JUDGEMENT,
        suppliers=("person",),
    ),
)
