"""The embargo of a case (EM) and each participant's consent to it (PEC).

Under the Provisions an embargo promises silence and grants nothing: that it ended, or never was, does not permit
publication, which the gate alone decides (COORDINATION §4.5, changes 1, 2 and 6). The authority stands outside.
"""

from bulou.cases.machine import Machine, Text

EM = Machine(
    name="EM",
    title=Text("保密约定", "Embargo"),
    purpose=Text(
        "每个案件一份；“生效中”和“修改中”都算有效。没有约定或约定结束，都不等于可以发布。",
        "One per case; in force while active or under revision. Its absence or end never permits publication.",
    ),
    initial="none",
    states={
        "none": Text("无约定", "None"),
        "proposed": Text("已提议", "Proposed"),
        "active": Text("生效中", "Active"),
        "revise": Text("修改中", "Under revision"),
        "exited": Text("已结束", "Exited"),
    },
    events={
        "propose": Text("提议", "Propose"),
        "accept": Text("接受提议", "Accept"),
        "reject": Text("拒绝提议", "Reject"),
        "terminate": Text("终止约定", "Terminate"),
    },
    transitions={
        ("none", "propose"): "proposed",
        ("proposed", "propose"): "proposed",
        ("proposed", "reject"): "none",
        ("proposed", "accept"): "active",
        ("active", "propose"): "revise",
        ("active", "terminate"): "exited",
        ("revise", "propose"): "revise",
        ("revise", "accept"): "active",
        ("revise", "reject"): "active",
        ("revise", "terminate"): "exited",
    },
)

IN_FORCE = frozenset({"active", "revise"})
"""The states of EM in which the embargo binds those who consented."""

PEC = Machine(
    name="PEC",
    title=Text("保密约定的同意", "Embargo consent"),
    purpose=Text(
        "每个参与方一份；主管部门不在其列，报送不以任何人同意为前提。",
        "One per participant; the authority has none, for the statutory report asks nobody's consent.",
    ),
    initial="no_embargo",
    states={
        "no_embargo": Text("无约定", "No embargo"),
        "invited": Text("已受邀", "Invited"),
        "signatory": Text("已同意", "Signatory"),
        "lapsed": Text("条件已变，待重新同意", "Lapsed"),
        "declined": Text("不同意", "Declined"),
    },
    events={
        "invite": Text("邀请", "Invite"),
        "accept": Text("同意", "Accept"),
        "decline": Text("表示不同意", "Decline"),
        "revise": Text("约定修改", "Revise"),
        "reset": Text("约定结束，同意归零", "Reset"),
    },
    transitions={
        ("no_embargo", "invite"): "invited",
        ("invited", "invite"): "invited",
        ("invited", "accept"): "signatory",
        ("invited", "decline"): "declined",
        ("invited", "revise"): "invited",
        ("invited", "reset"): "no_embargo",
        ("signatory", "revise"): "lapsed",
        ("signatory", "decline"): "declined",
        ("signatory", "reset"): "no_embargo",
        ("lapsed", "invite"): "invited",
        ("lapsed", "accept"): "signatory",
        ("lapsed", "decline"): "declined",
        ("lapsed", "revise"): "lapsed",
        ("lapsed", "reset"): "no_embargo",
        ("declined", "invite"): "invited",
        ("declined", "accept"): "signatory",
        ("declined", "reset"): "no_embargo",
    },
    notes={
        ("invited", "decline"): Text(
            "逾期不答复按不同意处理，由工作进程记录同一事件。",
            "Silence past the deadline is a decline; the worker records the same event.",
        ),
        ("invited", "revise"): Text(
            "尚未答复时条件变了，邀请照旧，答复针对新条件。",
            "Terms change before the answer: the invitation stands, for the new terms.",
        ),
        ("signatory", "decline"): Text(
            "可以退出约定；退出的是消息往来，不是法定义务（§4.5 变更 2）。",
            "One may leave: what ends is the messages, not the duties (§4.5, change 2).",
        ),
        ("declined", "accept"): Text(
            "改变主意的人不必等新的邀请。", "Who changes their mind need not wait to be invited again."
        ),
    },
)
