"""Open points that no reading of a norm settles: how the platform is arranged for them, and where that lives."""

from dataclasses import dataclass
from typing import Final

from bulou.law.open_points.reading import NO_AUTHORITY, Reading
from bulou.law.text import Text


@dataclass(frozen=True, slots=True)
class Arrangement:
    """An open point that is a setting or a procedure.

    `default` is what holds, strict side first, `alternatives` what else is thinkable; `argument` and `source` as of a
    reading. `lives_in` names what carries it out: names of facts, acts or settings, as published.
    """

    name: str
    point: int
    question: Text
    default: Text
    alternatives: tuple[Text, ...]
    argument: Text
    source: Text
    lives_in: Text


ARRANGEMENTS: Final = (
    Arrangement(
        "major_event_calendar",
        12,
        Text("国家举办的重大活动有哪些、何时？", "Which are the major national events, and when?"),
        Text("由具名人员签署的日历条目", "entries in a calendar, each signed by a named person"),
        (Text("仅凭公安部通知", "only what MPS announces"),),
        Text(
            "没有公开清单；一经登记，期间内的发布须经同意。",
            "There is no public list; once entered, publication during the event needs consent.",
        ),
        NO_AUTHORITY,
        Text(
            "事实 major_event；行为“登记重大活动”（record_major_event），来源必填。",
            "The fact major_event; the act record_major_event, whose source must be given.",
        ),
    ),
    Arrangement(
        "at_once_in_hours",
        14,
        Text("“立即”“及时”是几小时？", "How many hours are “at once” and “in good time”?"),
        Text("不编造数字：此类义务没有期限时刻", "no number is made up: such duties are due at no instant"),
        (Text("由组织在合同或者内部制度中约定时限", "hours agreed in a contract or set within an organisation"),),
        Text(
            "条文无数字；仅见国家漏洞平台的内部处理时限，不是本规定。",
            "The text has no number; only handling times of the state platforms were found, which are not the Provisions.",
        ),
        NO_AUTHORITY,
        Text(
            "没有时钟的义务（Terms.clock 为空）；按客户的时限表尚无设置。",
            "Duties without a clock (Terms.clock is empty); there is no setting yet for hours by customer.",
        ),
    ),
    Arrangement(
        "public_item_by_item",
        15,
        Text("“未公开”以何为准？", "When is information “undisclosed”?"),
        Text(
            "逐项判断：所有人均可获得才是公开，须有来源和时间",
            "item by item: public is what is open to everyone, with a source and since when",
        ),
        (
            Text("部分公开即视为全部公开", "published in part is published"),
            Text("付费内容、补丁比对也视为公开", "what stands behind a paywall or shows in a patch is public"),
        ),
        Text(
            "案件某些内容已公开，不等于这段文字已公开。",
            "That something of a case is public does not make this text public.",
        ),
        NO_AUTHORITY,
        Text(
            "事实 already_public 及其 event_at、source；行为“记录观察”（record_observation）、“提供未公开细节”（share_detail）的 only_public。",
            "The fact already_public with its event_at and source; the act record_observation; only_public of share_detail.",
        ),
    ),
    Arrangement(
        "two_regimes_at_once",
        16,
        Text(
            "欧盟韧性法与本规定同时要求报告，如何处理？",
            "What if the EU CRA and the Provisions demand reports at once?",
        ),
        Text(
            "并列显示，不代为选择；由具名人员开启和关闭法律问题",
            "shown side by side and never chosen between; a named person opens and closes a legal question",
        ),
        (
            Text("由在欧盟的提供者实体报送", "the entity established in the EU files"),
            Text(
                "仅报所要求的内容并请求延迟传播",
                "only the fields demanded, with a request to delay dissemination",
            ),
            Text("先经第九条（一）提前公开", "publish early by way of Article 9(1) first"),
        ),
        Text(
            "第九条首句指向发现者；是否约束提供者报告自身产品未定。",
            "The head of Article 9 addresses finders; whether it binds a vendor reporting its own product is open.",
        ),
        NO_AUTHORITY,
        Text(
            "各法域分别作答（regime），冲突逐对列出；法律问题由具名人员记录。",
            "Each regime answers by itself, conflicts are listed pair by pair; legal questions are recorded by a named person.",
        ),
    ),
    Arrangement(
        "form_of_the_notification",
        17,
        Text(
            "向国家平台报送用什么表、什么账号、什么语言？",
            "Which form, account and language for the state platform?",
        ),
        Text(
            "带版本的模板，由人提交，并上传回执", "a versioned template that a person files, with the receipt kept"
        ),
        (Text("由程序直接提交（未见公开接口）", "filing by program (no public interface was found)"),),
        Text(
            "第七条（二）列六项并以“等”留有余地；平台表单未能读到。",
            "Article 7(2) lists six items and leaves the list open; the platform's form could not be read.",
        ),
        Text("未读到官方表单。", "The official form was not read."),
        Text(
            "报送材料的生成与行为“向平台报送”（notify_authority）的回执。",
            "The filing packet, and the receipt of the act notify_authority.",
        ),
    ),
)  # fmt: skip

OpenPoint = Reading | Arrangement
