"""What one may do or leave, by the names that everything outside uses (DECISIONS 5)."""

from enum import StrEnum
from types import MappingProxyType
from typing import Final

from bulou.law.text import Text


class Conduct(StrEnum):
    """A kind of conduct the law is asked about; the value is the published name."""

    RECEIVE = "receive"
    OPEN_RECEPTION = "open_reception"
    DECLINE = "decline"
    VERIFY = "verify"
    TEST_LIVE_SYSTEM = "test_live_system"
    GRADE = "grade"
    NOTIFY_AUTHORITY = "notify_authority"
    NOTIFY_UPSTREAM = "notify_upstream"
    NOTIFY_USERS = "notify_users"
    SHARE = "share"
    PUBLISH = "publish"
    PUBLISH_EXPLOIT = "publish_exploit"
    SUPPLY_EXPLOIT = "supply_exploit"
    PRESENT = "present"
    SELL = "sell"
    REWARD = "reward"
    OPERATE_PLATFORM = "operate_platform"
    PURGE_LOG = "purge_log"
    ASSIST_ABUSER = "assist_abuser"

    # The hash of the published name, so that mappings find a member under its plain text too.
    __hash__ = str.__hash__

    @property
    def label(self) -> Text:
        """What the conduct is called."""
        return LABELS[self]


LABELS: Final = MappingProxyType({
    Conduct.RECEIVE: Text("接收漏洞信息", "Receive a report"),
    Conduct.OPEN_RECEPTION: Text("开通接收渠道", "Open a channel for reports"),
    Conduct.DECLINE: Text("不予受理", "Decline a report"),
    Conduct.VERIFY: Text("验证漏洞", "Verify a vulnerability"),
    Conduct.TEST_LIVE_SYSTEM: Text("测试他人在用系统", "Test another's system in use"),
    Conduct.GRADE: Text("评估危害程度和影响范围", "Grade harm and scope"),
    Conduct.NOTIFY_AUTHORITY: Text("向主管部门平台报送", "Notify the authority's platform"),
    Conduct.NOTIFY_UPSTREAM: Text("通知上游产品提供者", "Notify the upstream vendor"),
    Conduct.NOTIFY_USERS: Text("告知产品用户", "Tell product users"),
    Conduct.SHARE: Text("向特定对象提供漏洞信息", "Share with a given recipient"),
    Conduct.PUBLISH: Text("向社会发布漏洞信息", "Publish"),
    Conduct.PUBLISH_EXPLOIT: Text("发布利用程序或者工具", "Publish an exploit"),
    Conduct.SUPPLY_EXPLOIT: Text("提供利用程序或者工具", "Supply an exploit"),
    Conduct.PRESENT: Text("在会议、竞赛上发布", "Present at a conference or contest"),
    Conduct.SELL: Text("出售漏洞信息", "Sell vulnerability information"),
    Conduct.REWARD: Text("奖励漏洞发现者", "Reward a finder"),
    Conduct.OPERATE_PLATFORM: Text("运营漏洞收集平台", "Operate a collection platform"),
    Conduct.PURGE_LOG: Text("清除接收日志", "Purge the reception log"),
    Conduct.ASSIST_ABUSER: Text("为利用漏洞者提供帮助", "Assist an abuser"),
})  # fmt: skip

# To the public, at whatever place: Article 9 head counts platforms, media, conferences and contests.
PUBLICATIONS: Final = frozenset({Conduct.PUBLISH, Conduct.PRESENT, Conduct.PUBLISH_EXPLOIT})

# 提供 is the genus (DECISIONS 3); these are its kinds.
PROVIDING: Final = PUBLICATIONS | {
    Conduct.SHARE,
    Conduct.SUPPLY_EXPLOIT,
    Conduct.SELL,
    Conduct.NOTIFY_AUTHORITY,
    Conduct.NOTIFY_UPSTREAM,
    Conduct.NOTIFY_USERS,
}
