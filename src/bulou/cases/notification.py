"""Telling others: the statutory report to the authority (REG), the notice to one recipient (NOTICE), its support (SUPPORT)."""

from collections.abc import Iterable
from datetime import datetime

from bulou.cases.machine import Machine, Text

REG = Machine(
    name="REG",
    title=Text("法定报送", "Statutory report"),
    purpose=Text(
        "每个提供者在每个案件中一份（第七条第一款第二项）；“逾期”由时钟推出，不是状态。",
        "One per vendor and case (Art. 7(2)); being overdue is derived from the clock and is no state.",
    ),
    initial="not_due",
    states={
        "not_due": Text("未起算", "Not due"),
        "running": Text("计时中", "Running"),
        "submitted": Text("已报送", "Submitted"),
        "acknowledged": Text("已签收", "Acknowledged"),
        "returned": Text("被退回", "Returned"),
        "amended": Text("已补正，待答复", "Amended"),
        "cancelled": Text("已取消", "Cancelled"),
    },
    events={
        "start": Text("起算", "Start"),
        "submit": Text("报送", "Submit"),
        "acknowledge": Text("主管部门签收", "Acknowledge"),
        "return": Text("主管部门退回", "Return"),
        "amend": Text("补正", "Amend"),
        "supplement": Text("补充报送", "Supplement"),
        "cancel": Text("因未证实而取消", "Cancel"),
        "restart": Text("恢复计时", "Restart"),
    },
    transitions={
        ("not_due", "start"): "running",
        ("not_due", "submit"): "submitted",
        ("running", "submit"): "submitted",
        ("running", "cancel"): "cancelled",
        ("cancelled", "restart"): "running",
        ("cancelled", "submit"): "submitted",
        ("submitted", "acknowledge"): "acknowledged",
        ("submitted", "return"): "returned",
        ("submitted", "supplement"): "submitted",
        ("acknowledged", "return"): "returned",
        ("acknowledged", "supplement"): "amended",
        ("returned", "acknowledge"): "acknowledged",
        ("returned", "amend"): "amended",
        ("amended", "acknowledge"): "acknowledged",
        ("amended", "return"): "returned",
        ("amended", "supplement"): "amended",
    },
    notes={
        ("not_due", "submit"): Text(
            "主动报送从不过早：模型不得妨碍任何人向主管部门报告（决定第 2 条）。",
            "A voluntary report is never too early: nothing here may keep anyone from telling the authority "
            "(DECISIONS 2).",
        ),
        ("cancelled", "submit"): Text(
            "同上；主管部门也可能要求照样报送。", "Likewise; the authority may also ask for it all the same."
        ),
        ("cancelled", "restart"): Text(
            "恢复后沿用最初的起算时刻，见 statutory_start（决定第 8 条）。",
            "It keeps its first start, see statutory_start (DECISIONS 8): no two new days.",
        ),
        ("submitted", "supplement"): Text(
            "报送之后可以补充；答复仍然未到，状态不变。",
            "A supplement after submission is allowed; the answer is still outstanding.",
        ),
        ("acknowledged", "supplement"): Text(
            "签收后补充的内容还要等答复。", "What is added after the receipt awaits an answer of its own."
        ),
        ("acknowledged", "return"): Text(
            "主管部门事后要求更正是外界事实，必须能记录。",
            "That the authority later asks for corrections is a fact of the world and must be recordable.",
        ),
        ("returned", "acknowledge"): Text(
            "主管部门收回退回意见也是外界事实。", "So is the authority taking its return back."
        ),
    },
)


def statutory_start(history: Iterable[tuple[str, datetime]]) -> datetime | None:
    """The moment from which the statutory time runs, given REG's events with their moments in order.

    It is the first `start`, whatever was cancelled and restarted since (DECISIONS 8); None if none has come.
    """
    return next((at for event, at in history if event == "start"), None)


NOTICE = Machine(
    name="NOTICE",
    title=Text("告知", "Notice"),
    purpose=Text(
        "每个接收人一份：上游、下游、用户（第七条第一款第一、三项）。",
        "One per recipient: upstream, downstream, user (Art. 7(1) and 7(3)).",
    ),
    initial="pending",
    states={
        "pending": Text("待发送", "Pending"),
        "sent": Text("已发送", "Sent"),
        "confirmed": Text("对方已确认", "Confirmed"),
        "failed": Text("未送达", "Failed"),
        "escalated": Text("已升级处理", "Escalated"),
    },
    events={
        "send": Text("发送", "Send"),
        "confirm": Text("确认收到", "Confirm"),
        "fail": Text("送达失败", "Fail"),
        "escalate": Text("升级", "Escalate"),
    },
    transitions={
        ("pending", "send"): "sent",
        ("pending", "fail"): "failed",
        ("sent", "send"): "sent",
        ("sent", "confirm"): "confirmed",
        ("sent", "fail"): "failed",
        ("sent", "escalate"): "escalated",
        ("failed", "send"): "sent",
        ("failed", "confirm"): "confirmed",
        ("failed", "escalate"): "escalated",
        ("escalated", "send"): "sent",
        ("escalated", "confirm"): "confirmed",
    },
    notes={
        ("pending", "fail"): Text(
            "没有可用的联系方式，发送之前就失败。", "No usable address: it fails before it is sent."
        ),
        ("sent", "send"): Text("催告。", "A reminder."),
        ("sent", "escalate"): Text(
            "长期不回应，不能当作已经告知。", "Long silence is not the same as having been told."
        ),
        ("failed", "send"): Text("再次发送，或换一种方式。", "Tried again, or by another way."),
        ("failed", "confirm"): Text(
            "退信之后对方仍来确认，是外界事实。",
            "A confirmation after a bounce is a fact of the world.",
        ),
        ("escalated", "send"): Text("升级后找到了新的联系方式。", "Escalation found another address."),
        ("escalated", "confirm"): Text("经由他人得到确认。", "Confirmed through someone else."),
    },
)


SUPPORT = Machine(
    name="SUPPORT",
    title=Text("技术支持", "Support"),
    purpose=Text(
        "每个被告知者一条：从其第一个问题到解决（第七条第一款第三项“提供必要的技术支持”）。",
        "One per recipient of a notice, from its first question to the end (Art. 7(3), necessary technical support).",
    ),
    initial="open",
    states={
        "open": Text("待答复", "Waiting for an answer"),
        "answered": Text("已答复", "Answered"),
        "solved": Text("已解决", "Solved"),
        "reopened": Text("重新打开", "Reopened"),
        "closed": Text("已结束", "Closed"),
    },
    events={
        "ask": Text("再次提问", "Ask"),
        "answer": Text("答复", "Answer"),
        "solve": Text("标记解决", "Solve"),
        "reopen": Text("重新打开", "Reopen"),
        "close": Text("结束并评价", "Close"),
    },
    transitions={
        ("open", "ask"): "open",
        ("open", "answer"): "answered",
        ("open", "solve"): "solved",
        ("open", "close"): "closed",
        ("answered", "ask"): "open",
        ("answered", "answer"): "answered",
        ("answered", "solve"): "solved",
        ("answered", "close"): "closed",
        ("solved", "reopen"): "reopened",
        ("solved", "close"): "closed",
        ("reopened", "ask"): "reopened",
        ("reopened", "answer"): "answered",
        ("reopened", "solve"): "solved",
        ("reopened", "close"): "closed",
        ("closed", "reopen"): "reopened",
    },
    notes={
        ("open", "close"): Text("对方自己解决了。", "The recipient has found the way alone."),
        ("closed", "reopen"): Text(
            "同一问题再现时接着原来的往来。", "The same trouble again goes on where it was left."
        ),
    },
)
