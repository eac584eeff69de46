"""The abuse cases that casework must hold against, and the tests that hold them: a test names a case in its own name
(`test_ac28_…`) or in its docstring (`AC28`).
"""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_NUMBER = re.compile(r"(?:\bAC|_ac)(\d\d)(?=\D|$)")

CASES: dict[int, tuple[str, str]] = {
    1: ("按编号读取他人案件", "Reading another's report by its id"),
    2: ("从嵌套字段读出不该看的内容", "A field inside an answer that one may not see"),
    3: ("由差异推断案件存在", "Learning from a difference that something exists"),
    4: ("待加入或已移除者仍能看到", "Pending or removed parties who still see"),
    5: ("离开者保留钥匙、邮件或附件", "Whoever left keeps keys, mails or files"),
    6: ("通过设置权限或升级获得角色", "A role won by a setting or an upgrade"),
    7: ("后台通道不检查对象", "A background channel that skips the check"),
    8: ("直接打开文件地址", "Opening a file by its address"),
    9: ("筛选下拉框泄露标题", "A filter that shows titles to outsiders"),
    10: ("工作人员无故翻阅", "Staff who browse without cause"),
    11: ("审计员或管理员读取案件内容", "An auditor or administrator who reads cases"),
    12: ("草稿或内部文字经搜索、导出泄露", "Drafts or internal text in search or export"),
    13: ("合并或查重连到他人案件", "A merge or duplicate that reaches into another's case"),
    14: ("未遮盖的附件随公告流出", "An unredacted file reached through a publication"),
    15: ("内部备注进入导出文件", "Internal notes inside an export"),
    16: ("表格公式注入", "Formulas in a CSV"),
    17: ("模板注入", "Templates that run what was typed"),
    18: ("PDF 渲染器读取外部资源", "A PDF renderer that fetches"),
    19: ("存储型脚本注入", "Stored scripts"),
    20: ("标记与链接花招、不可见字符", "Tricks of markup, links and hidden signs"),
    21: ("邮件中的 HTML 注入", "HTML in mails"),
    22: ("危险附件与元数据", "Dangerous attachments and their metadata"),
    23: ("压缩炸弹、路径穿越、怪异文件名", "Archive bombs, paths and odd names"),
    24: ("对智能助手的隐藏指令", "Hidden words to an AI helper"),
    25: ("不安全的反序列化", "Unsafe deserialisation"),
    26: ("服务器被诱导访问内部地址", "A server led to internal addresses"),
    27: ("通知中带有内容或发错渠道", "Content in a notification, or the wrong channel"),
    28: ("邮件冒充、窃取回复标识、抄送混入", "Mail spoofing, stolen reply tokens, copies that join"),
    29: ("地址规范化与未验证的变更", "Address folding and unproven changes"),
    30: ("表单绕过限制、编号可猜", "A form that goes round limits; ids one can guess"),
    31: ("开放重定向", "Open redirects"),
    32: ("集成令牌泄露", "Integration tokens that leak"),
    33: ("同步把保密内容推到公开系统", "A sync that makes embargoed text public"),
    37: ("跨站请求改变状态", "Changes by a request from another site"),
    40: ("奖励重复支付", "A reward paid twice"),
    41: ("自己批准自己", "Approving one's own"),
    42: ("批准后修改、提前发布", "Editing after approval, publishing early"),
    43: ("倒填日期、静默改钟", "Back-dating, silent clock edits"),
    44: ("暗改他人文字", "Editing another's text unseen"),
    45: ("删除报告以逃避留存", "Deleting a report to escape the log"),
    46: ("日志缺口、截断、重排", "Gaps, truncation and reordering of the log"),
    47: ("洪水、慢速上传、超大字段、正则炸弹", "Floods, slow uploads, giant fields, regex bombs"),
    48: ("搜索与排序注入", "Injection by search and sort"),
    49: ("批量接口放大代价", "Batches that multiply cost"),
    50: ("境外接收者未经第九条(七)", "A recipient overseas without Article 9(7)"),
    51: ("公告中的利用代码或系统细节", "Exploit code or system details in what is published"),
    52: ("勒索或出售措辞", "Words of extortion or sale"),
    53: ("冒充工作人员的显示名", "Display names that pose as staff"),
    54: ("备份中的真实数据", "Live data in backups"),
    55: ("第三方泄露", "Leaks by third parties"),
    56: ("恢复后权限回潮", "A restore that brings back what was revoked"),
}
LATER = {
    24: ("没有智能助手。", "There is no AI helper."),
    32: ("尚无外部集成。", "There is no integration yet."),
    33: ("尚无双向同步。", "There is no sync yet."),
}


def page() -> Iterator[str]:
    """docs/reference/abuse_cases.md."""
    yield "# Abuse cases and their tests 滥用情形与测试"
    yield (
        "Each is a way in which products of this kind have failed. A test names the case it holds against. Sign-in in depth (34–39, "
        "but for 37) is another part's. 每一项都是同类产品失守过的方式；测试以编号指明所防之事。登录相关（34–39，除 37 外）另行处理。"
    )
    found = tests()
    lines = ["| no. | case 情形 | tests 测试 |", "|---|---|---|"]
    for number, (zh, en) in CASES.items():
        held = "<br>".join(f"`{name}`" for name in sorted(found.get(number, ())))
        why = LATER.get(number)
        lines.append(
            f"| AC{number:02} | {en}. {zh}。 | {held or (' '.join(reversed(why)) if why else '–')} |"
        )
    yield "\n".join(lines)


def tests() -> dict[int, set[str]]:
    """The names of the tests that hold against each case."""
    found: dict[int, set[str]] = defaultdict(set)
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
                said = f"{node.name} {ast.get_docstring(node) or ''}"
                for number in _NUMBER.findall(said):
                    found[int(number)].add(f"{path.relative_to(ROOT / 'tests').as_posix()}::{node.name}")
    return found
