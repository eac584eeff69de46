"""The filing of a collection platform: what was sent and how it was answered (FILED), and whether the list names it (LISTING)."""

from bulou.cases.machine import Machine, Text

FILED = Machine(
    name="FILED",
    title=Text("备案材料", "Filed content"),
    purpose=Text(
        "每次备案、变更、注销各一份：提交、补正、通过或者不予通过。",
        "One for each filing, amendment and cancellation: submitted, supplemented, accepted or refused.",
    ),
    initial="draft",
    states={
        "draft": Text("草稿", "Draft"),
        "submitted": Text("已提交，待审查", "Submitted, to be examined"),
        "supplement": Text("待补正", "To be supplemented"),
        "accepted": Text("已通过", "Accepted"),
        "refused": Text("不予通过", "Refused"),
    },
    events={
        "submit": Text("提交", "Submit"),
        "ask": Text("要求补正", "Ask for a supplement"),
        "accept": Text("通过", "Accept"),
        "refuse": Text("不予通过", "Refuse"),
    },
    transitions={
        ("draft", "submit"): "submitted",
        ("supplement", "submit"): "submitted",
        ("submitted", "ask"): "supplement",
        ("submitted", "accept"): "accepted",
        ("submitted", "refuse"): "refused",
        ("supplement", "refuse"): "refused",
    },
)

LISTING = Machine(
    name="LISTING",
    title=Text("公布名单", "Public list"),
    purpose=Text(
        "平台是否列入已备案平台名单（第十条）。", "Whether the list of filed platforms names it (Art. 10)."
    ),
    initial="unlisted",
    states={
        "unlisted": Text("未列入", "Not listed"),
        "listed": Text("已列入", "Listed"),
        "cancelled": Text("已注销", "Cancelled"),
        "removed": Text("已移出", "Removed"),
    },
    events={
        "list": Text("列入", "List"),
        "amend": Text("变更", "Amend"),
        "cancel": Text("注销", "Cancel"),
        "remove": Text("移出", "Remove"),
    },
    transitions={
        ("unlisted", "list"): "listed",
        ("cancelled", "list"): "listed",
        ("removed", "list"): "listed",
        ("listed", "amend"): "listed",
        ("listed", "cancel"): "cancelled",
        ("listed", "remove"): "removed",
    },
    notes={
        ("removed", "list"): Text(
            "移出后可以重新备案；没有读到任何期限。",
            "It may be filed again after a removal; no waiting time was read anywhere.",
        ),
    },
)

LISTS = {"filing": "list", "amendment": "amend", "cancellation": "cancel"}
"""What the acceptance of each kind of content does to the list."""
