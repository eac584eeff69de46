"""What the parts of a scenario are called, in both languages."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from bulou.law.text import Text

ASPECTS: Final[Mapping[str, Text]] = MappingProxyType({
    "answer": Text("结论", "answer"),
    "under": Text("依据的规则", "rules it rests on"),
    "asks": Text("尚需查明的事实", "facts still asked"),
    "needs": Text("须先具备", "what is needed first"),
    "standing": Text("状态", "standing"),
    "due": Text("期限", "due"),
    "done": Text("履行时刻", "done"),
    "readings": Text("各读法的期限", "ends under each reading"),
    "provisional": Text("暂定的读法", "provisional readings"),
    "conduct": Text("履行行为", "conduct that performs it"),
    "hinges_on": Text("取决于的事实", "facts it hinges on"),
})  # fmt: skip

ANSWERS: Final[Mapping[str, Text]] = MappingProxyType({
    "owed": Text("应当", "owed"),
    "permitted": Text("可行", "permitted"),
    "not_prohibited": Text("未禁止", "not prohibited"),
    "needs_judgement": Text("须人判断", "needs judgement"),
    "needs_step": Text("须先做一件事", "needs a step first"),
    "needs_approval": Text("须经同意", "needs approval"),
    "needs_facts": Text("须补充事实", "needs facts"),
    "forbidden": Text("禁止", "forbidden"),
    "not_modelled": Text("未建模（不等于允许）", "not modelled, which is never permission"),
    "not_arisen": Text("未产生", "not arisen"),
    "open": Text("应履行", "open"),
    "overdue": Text("逾期，仍应履行", "overdue, still owed"),
    "done_in_time": Text("按时履行", "done in time"),
    "done_late": Text("迟延履行", "done late"),
    "suspended": Text("中止", "suspended"),
    "lapsed": Text("已消灭", "lapsed"),
    "excused": Text("已免除", "excused"),
    "kept_so_far": Text("持续履行中", "kept so far"),
    "broken": Text("已违反", "broken"),
})  # fmt: skip


def said(value: object) -> Text:
    """A value as a scenario writes it, with what it means where that has a word."""
    if value is None:
        return Text("无", "none")
    if isinstance(value, Mapping):
        listed = "; ".join(f"{name} {inner}" for name, inner in value.items())
        return Text(listed or "无", listed or "none")
    if isinstance(value, list | tuple):
        listed = ", ".join(map(str, value))
        return Text(listed or "无", listed or "none")
    word = ANSWERS.get(str(value))
    return Text(f"{value}（{word.zh}）", f"{value} ({word.en})") if word else Text(str(value), str(value))
