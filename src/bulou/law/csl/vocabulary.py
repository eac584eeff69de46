"""The facts that only the Cybersecurity Law asks about."""

from bulou.law import vocabulary
from bulou.law.text import Text
from bulou.law.vocabulary import FactKind, FactSpec
from bulou.law.vocabulary.spec import do

vocabulary.declare(
    FactSpec(
        "national_rules_followed",
        Text("符合国家有关规定", "National rules followed"),
        Text(
            "向社会发布是否符合国家有关规定（《网络产品安全漏洞管理规定》第九条等）？",
            "Does the publication follow the national rules (the Provisions, Article 9 foremost)?",
        ),
        kind=FactKind.DERIVED,
        suppliers=("record",),
        phrases={True: do("先满足《规定》对发布的各项要求", "First meet what the Provisions ask of publication")},
    ),
    FactSpec(
        "network_log",
        Text("属于网络日志", "Is a network log"),
        Text(
            "所要清除的日志是否属于记录网络运行状态、网络安全事件的网络日志？",
            "Is the log to be purged a network log, which records how the network ran and what befell it?",
        ),
        suppliers=("vendor", "operator", "platform"),
    ),
    FactSpec(
        "correction_refused",
        Text("拒不改正", "Correction refused"),
        Text("责令改正之后，是否拒不改正？", "Was correction refused after it had been ordered?"),
        suppliers=("authority",),
    ),
    FactSpec(
        "harm_degree",
        Text("危害后果", "Harm caused"),
        Text("造成了何种危害网络安全的后果？", "What harm to network security was caused?"),
        domain=("none", "harm", "serious", "especially_serious"),
        kind=FactKind.JUDGEMENT,
        suppliers=("person",),
        values={
            "none": Text("没有", "none"),
            "harm": Text("有危害后果", "harm"),
            "serious": Text("严重（大量数据泄露、关键信息基础设施丧失局部功能等）",
                            "serious (much data leaked, CII lost part of its function, or the like)"),
            "especially_serious": Text("特别严重（关键信息基础设施丧失主要功能等）",
                                       "especially serious (CII lost its main function, or the like)"),
        },
    ),
    FactSpec(
        "circumstances_serious",
        Text("情节严重", "Serious circumstances"),
        Text("违法情节是否严重？", "Are the circumstances of the breach serious?"),
        kind=FactKind.JUDGEMENT,
        suppliers=("person",),
    ),
    FactSpec(
        "first_and_slight",
        Text("初次违法且后果轻微", "First and slight"),
        Text("是否初次违法且危害后果轻微？", "Is it a first breach, and a slight one?"),
        kind=FactKind.JUDGEMENT,
        suppliers=("person",),
    ),
    FactSpec(
        "no_fault_shown",
        Text("有证据证明没有主观过错", "No fault, as shown"),
        Text("是否有证据足以证明没有主观过错？", "Is there evidence enough that there was no fault?"),
        kind=FactKind.JUDGEMENT,
        suppliers=("person",),
    ),
)  # fmt: skip
