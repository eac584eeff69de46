"""docs/reference/acts.md, from the registered acts and their fields."""

from collections.abc import Iterator
from dataclasses import MISSING, Field
from inspect import cleandoc
from typing import Any, get_type_hints

from django.utils import translation

from bulou.acts import ACTS, Act
from bulou.acts.act import OpeningAct
from bulou.acts.permissions import Right
from bulou.entrypoints.api.act_models import ADDRESSES, address, asked_fields, offered

RIGHTS = {
    Right.ANYONE: ("anyone", "任何人"),
    Right.REPORTER: ("the holder of the return code", "持取回码者"),
    Right.RECIPIENT: ("the holder of a notice's link", "持告知链接者"),
    Right.PARTY: ("whoever speaks for the party", "代表该参与方的人"),
    Right.CASEWORK: ("whoever works on the case", "办理该案的人"),
    Right.DESK: ("whoever works at the desk", "负责人或处置员"),
    Right.INSPECT: ("a lead or an auditor", "负责人或审计员"),
    Right.RELEASE: ("a lead", "负责人"),
    Right.SECURITY: ("a security administrator", "安全管理员"),
    Right.TECHNICAL: ("a system administrator", "系统管理员"),
    Right.WATCH: ("a security administrator or an auditor", "安全管理员或安全审计员"),
    Right.COUNSEL: ("a counsel", "法律顾问"),
    Right.SELF: ("the person themselves", "本人"),
    Right.SYSTEM: ("the node itself", "节点自身"),
}


def acts_page() -> Iterator[str]:
    """The paragraphs of the page, in both languages; every act with its right, its conduct, its address and its fields."""
    yield "# Acts 行为"
    yield (
        "Everything that changes anything is one of these, sent through the gate (`bulou.acts.perform`). Over HTTP an act "
        'is a JSON object `{"act": name, …its fields}`, sent to the address given here; the exact schema of each stands in '
        "`/api/v1/openapi.json`. Where a legal conduct is named, the law is asked first."
    )
    yield (
        "一切改变都是下列行为之一，并经过同一道门（`bulou.acts.perform`）。经 HTTP 发送时，行为是一个 JSON 对象 "
        '`{"act": 名称, …各字段}`，发往此处所列地址；精确的模式见 `/api/v1/openapi.json`。标明法律行为的，先问法律。'
    )
    for _name, act in sorted(ACTS.items()):
        yield from _act(act)


def _act(act: type[Act]) -> Iterator[str]:
    en, zh = _both(act.title)
    yield f"## `{act.name}`"
    yield f"**{en} · {zh}** {' '.join(cleandoc(act.__doc__ or '').split())}"
    who_en, who_zh = RIGHTS[act.right]
    lines = [f"- Who 何人: {who_en} · {who_zh} (`{act.right}`)"]
    if act.conduct:
        lines.append(f"- Conduct 法律行为: `{act.conduct}`")
    lines.append(f"- Address 地址: {_address(act)}")
    yield "\n".join(lines)
    if offered(act) and (rows := asked_fields(act)):
        hints = get_type_hints(act)
        head = "| Field 字段 | Kind 类型 | Needed 必填 | |\n|---|---|---|---|"
        yield "\n".join([head, *(_row(item, hints[item.name]) for item in rows)])


def _address(act: type[Act]) -> str:
    if issubclass(act, OpeningAct) and act.right is Right.ANYONE:
        return "`POST /api/v1/organisations/{slug}/reports`"
    return f"`POST {ADDRESSES[address(act)]}`" if offered(act) else "not over the API · 不经 API"


def _row(item: Field[Any], hint: Any) -> str:
    needed = item.default is MISSING and item.default_factory is MISSING
    said = ""
    if "label" in item.metadata:
        en, zh = _both(item.metadata["label"])
        said = f"{en} · {zh}"
        if item.metadata["hint"]:
            hint_en, hint_zh = _both(item.metadata["hint"])
            said += f" ({hint_en} · {hint_zh})"
    return f"| `{item.name}` | {_kind(item, hint)} | {'yes 是' if needed else 'no 否'} | {said} |"


def _kind(item: Field[Any], hint: Any) -> str:
    if choices := item.metadata.get("choices"):
        return ", ".join(f"`{value}`" if value else '`""`' for value, _label in choices)
    text = getattr(hint, "__name__", str(hint)) if isinstance(hint, type) else str(hint)
    for long, short in (
        ("datetime.datetime", "instant"), ("datetime", "instant"), ("uuid.UUID", "uuid"), ("UUID", "uuid"),
        ("tuple[bulou.acts.blobs.Blob, ...]", "files"), ("collections.abc.Mapping[str, str]", "texts by name"),
        ("tuple[str, ...]", "list of texts"), (" | None", ""), ("str", "text"), ("bool", "true or false"),
    ):  # fmt: skip
        text = text.replace(long, short)
    return text


def _both(text: Any) -> tuple[str, str]:
    with translation.override("en"):
        en = str(text)
    with translation.override("zh-hans"):
        return en, str(text)
