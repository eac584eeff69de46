"""A report on its way through one participant (RM), the log that proves its reception (LOG) and that the way is open (CANARY)."""

from bulou.cases.machine import Machine, Text

RM = Machine(
    name="RM",
    title=Text("报告处理", "Report management"),
    purpose=Text(
        "每个参与方各有一份；只有“收到报告”由他人触发，其余各步由该参与方自己宣布。",
        "One per participant; only `receive` comes from outside, every other step is the participant's own.",
    ),
    initial="start",
    states={
        "start": Text("尚未收到", "Not received"),
        "received": Text("已收到", "Received"),
        "invalid": Text("未证实", "Not confirmed"),
        "valid": Text("已证实", "Confirmed"),
        "accepted": Text("处置中", "Accepted"),
        "deferred": Text("暂缓", "Deferred"),
        "closed": Text("已关闭", "Closed"),
    },
    events={
        "receive": Text("收到报告", "Receive"),
        "validate": Text("证实", "Validate"),
        "invalidate": Text("判定未证实", "Invalidate"),
        "accept": Text("开始处置", "Accept"),
        "defer": Text("暂缓处置", "Defer"),
        "close": Text("关闭", "Close"),
    },
    transitions={
        ("start", "receive"): "received",
        ("received", "validate"): "valid",
        ("received", "invalidate"): "invalid",
        ("invalid", "validate"): "valid",
        ("invalid", "close"): "closed",
        ("valid", "accept"): "accepted",
        ("valid", "defer"): "deferred",
        ("accepted", "defer"): "deferred",
        ("accepted", "close"): "closed",
        ("deferred", "accept"): "accepted",
        ("deferred", "close"): "closed",
    },
    notes={
        ("valid", "accept"): Text(
            "“已证实”不能直接关闭，也不能改判：误判的先暂缓再关闭；重复报告同样先证实后暂缓。",
            "Confirmed neither closes nor turns back: a mistake is deferred and then closed, and so is a duplicate.",
        ),
    },
)

LOG = Machine(
    name="LOG",
    title=Text("接收日志", "Reception log"),
    purpose=Text(
        "每份报告一条；先写日志，后发回执；留存不少于六个月（第五条）。",
        "One per report; written before the acknowledgement, kept six months or more (Art. 5).",
    ),
    initial="written",
    states={
        "written": Text("已写入", "Written"),
        "held": Text("留存中", "Held"),
        "releasable": Text("留存期满", "Releasable"),
        "purged": Text("已清除", "Purged"),
    },
    events={
        "hold": Text("开始或延长留存", "Hold"),
        "release": Text("解除留存", "Release"),
        "purge": Text("清除", "Purge"),
    },
    transitions={
        ("written", "hold"): "held",
        ("held", "hold"): "held",
        ("held", "release"): "releasable",
        ("releasable", "hold"): "held",
        ("releasable", "purge"): "purged",
    },
    notes={
        ("held", "hold"): Text(
            "延长：法律保全或更长的单位规定。", "Prolonged: a legal hold, or a longer rule of one's own."
        ),
        ("releasable", "hold"): Text(
            "期满后仍可因法律保全重新留存，直到真正清除为止。",
            "A legal hold may still come after the term, until the log is really purged.",
        ),
        ("releasable", "purge"): Text(
            "清除是来源之外加的终态：期满不等于已删，删除是一个封存的行为。",
            "Added: being old enough is not being deleted, and deletion is a sealed act of its own.",
        ),
    },
)

CANARY = Machine(
    name="CANARY",
    title=Text("试投", "Canary"),
    purpose=Text(
        "每个接收渠道每日一份，由本节点按报告人的路径投给自己，以证明渠道畅通（第五条）。",
        "One per channel and day: the node sends it to itself the way a reporter would, to prove the channel open (Art. 5).",
    ),
    initial="due",
    states={
        "due": Text("未发出", "Not sent"),
        "sent": Text("已发出", "Sent"),
        "arrived": Text("已到达", "Arrived"),
        "missing": Text("未到达", "Missing"),
        "late": Text("恢复后到达", "Arrived late"),
    },
    events={
        "send": Text("发出", "Send"),
        "arrive": Text("到达", "Arrive"),
        "miss": Text("逾时未到", "Miss"),
    },
    transitions={
        ("due", "send"): "sent",
        ("sent", "arrive"): "arrived",
        ("sent", "miss"): "missing",
        ("missing", "arrive"): "late",
    },
    notes={
        ("missing", "arrive"): Text(
            "未到达时每小时再投；到达即为恢复，但当日的中断仍留在记录中。",
            "While it is missing it is sent again every hour; its arrival is the recovery, and the day's interruption stays on record.",
        ),
    },
)
