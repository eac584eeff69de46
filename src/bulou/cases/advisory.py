"""A request to publish (GATE): what the law answered it, and what became of it.

The machine only says whose turn it is. Whether a publication is lawful is asked of the law again in the very
transaction that publishes, so no state here is a permission that could go stale.
"""

from bulou.cases.machine import Machine, Text

GATE = Machine(
    name="GATE",
    title=Text("发布闸门", "Publication gate"),
    purpose=Text(
        "每份发布请求一份（第九条）；发布后的修订另立一份请求，旧的记为“已更正”。",
        "One per request to publish (Art. 9); a later revision is a request of its own, the old one corrected.",
    ),
    initial="draft",
    states={
        "draft": Text("草稿", "Draft"),
        "checked": Text("已检查", "Checked"),
        "blocked": Text("被禁止", "Blocked"),
        "needs_authority": Text("须主管部门决定", "Needs the authority"),
        "authorised": Text("主管部门已同意", "Authorised"),
        "refused": Text("主管部门不同意", "Refused"),
        "published": Text("已发布", "Published"),
        "corrected": Text("已更正", "Corrected"),
        "withdrawn": Text("已撤回", "Withdrawn"),
    },
    events={
        "redraft": Text("修改草稿", "Redraft"),
        "check": Text("检查", "Check"),
        "block": Text("判定禁止", "Block"),
        "refer": Text("提请主管部门", "Refer"),
        "authorise": Text("主管部门同意", "Authorise"),
        "refuse": Text("主管部门拒绝", "Refuse"),
        "publish": Text("发布", "Publish"),
        "correct": Text("更正", "Correct"),
        "withdraw": Text("撤回", "Withdraw"),
    },
    transitions={
        ("draft", "redraft"): "draft",
        ("draft", "check"): "checked",
        ("checked", "redraft"): "draft",
        ("checked", "check"): "checked",
        ("checked", "block"): "blocked",
        ("checked", "refer"): "needs_authority",
        ("checked", "publish"): "published",
        ("blocked", "redraft"): "draft",
        ("blocked", "check"): "checked",
        ("needs_authority", "redraft"): "draft",
        ("needs_authority", "check"): "checked",
        ("needs_authority", "authorise"): "authorised",
        ("needs_authority", "refuse"): "refused",
        ("authorised", "redraft"): "draft",
        ("authorised", "block"): "blocked",
        ("authorised", "refuse"): "refused",
        ("authorised", "publish"): "published",
        ("refused", "redraft"): "draft",
        ("refused", "check"): "checked",
        ("published", "correct"): "corrected",
        ("published", "withdraw"): "withdrawn",
        ("corrected", "correct"): "corrected",
        ("corrected", "withdraw"): "withdrawn",
    },
    notes={
        ("checked", "publish"): Text(
            "来源的箭头链没有写明不需要主管部门时怎样发布；检查通过即可直接发布。",
            "The source's chain leaves open how one publishes where no authority is needed: straight from checked.",
        ),
        ("checked", "check"): Text("时间推移，事实变化，可以重新检查。", "Time passes and facts change."),
        ("blocked", "check"): Text(
            "修补措施已提供等事实变化后，原文不改也可重新检查。",
            "Once the remedy is out, the same text may be checked again.",
        ),
        ("needs_authority", "check"): Text(
            "等待期间条件已满足，不再需要决定。", "What was missing has come while waiting."
        ),
        ("authorised", "redraft"): Text(
            "同意只及于那一份文本；改了就要重新检查。",
            "The decision covers those very bytes; another text is checked anew.",
        ),
        ("authorised", "block"): Text(
            "例如重大活动开始，同意之后又出现禁止。", "For instance a major event has begun since."
        ),
        ("authorised", "refuse"): Text(
            "主管部门收回决定是外界事实。", "An authority taking its decision back is a fact of the world."
        ),
        ("refused", "check"): Text(
            "提前发布被拒绝后，修补措施一到就不再是提前。",
            "Refused as early; with the remedy out it is early no longer.",
        ),
        ("published", "withdraw"): Text(
            "来源之外增加：发布后的撤回。撤回的公告保留编号和说明，不删除。",
            "Added: withdrawal after release. A withdrawn advisory keeps its number and says why; it is not deleted.",
        ),
        ("corrected", "correct"): Text("可以多次更正。", "It may be corrected more than once."),
    },
)
