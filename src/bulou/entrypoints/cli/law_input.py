"""What `bulou law` is given: files, moments, readings, a language; each error with its cause and its remedy."""

import json
import os
import sys
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from bulou.law import VOCABULARY, BadFact, Fact, FactKind, parse_facts
from bulou.law.fact_errors import echoed, nearest, short
from bulou.law.facts import COUNTABLE
from bulou.law.text import Text

_THE_MOMENT = Text("时刻", "The moment")


class Unreadable(Exception):
    """Something given on the command line or in a file cannot be used; `zh` and `en` say why and what to do."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.zh, self.en = text.zh, text.en


def preferred_language() -> str:
    """zh if the environment asks for Chinese (LC_ALL before LC_MESSAGES before LANG), else en."""
    wanted = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return "zh" if wanted.lower().startswith("zh") else "en"


def moment(given: str | None) -> datetime:
    """The aware instant asked about: now if none is given; a date alone is its first instant in Beijing."""
    if given is None:
        return datetime.now(UTC)
    if len(given) == len("2021-09-01"):
        return instant(given, "T00:00+08:00")
    return instant(given)


def instant(given: str, more: str = "", what: Text = _THE_MOMENT) -> datetime:
    """An RFC 3339 instant with its zone, in a year that clocks can count from.

    `more` completes what was given; `what` says in an error what it is the moment of.
    """
    try:
        read = datetime.fromisoformat(given + more)
    except ValueError:
        read = None
    if read is None or read.tzinfo is None or read.year not in COUNTABLE:
        raise Unreadable(
            Text(
                f"{what.zh} {echoed(given)} 无法读取，请写成带时区的 RFC 3339 时刻，例如 2026-09-30T18:00+08:00。",
                f"{what.en} {echoed(given)} cannot be read. Write an RFC 3339 instant with a zone, such as 2026-09-30T18:00+08:00.",
            )
        )
    return read


def facts(path: str) -> dict[str, Fact]:
    """The facts in the file. An authority's decision is never taken on another's word (DECISIONS 6)."""
    read = parse_facts(document(path))
    for name, fact in read.items():
        if VOCABULARY[name].kind is FactKind.OFFICIAL and fact.kind is not FactKind.OFFICIAL:
            raise BadFact(
                name,
                str(fact.kind),
                Text(
                    f"事实 {name} 只能由主管部门的文件确定：kind 应为 official，不能是 {fact.kind}。",
                    f"The fact {name} rests on a document of an authority: its kind is official, not {fact.kind}.",
                ),
            )
    return read


def document(path: str) -> Mapping[str, Any]:
    """The one JSON object in the file (`-` is standard input)."""
    text, place = text_of(path), short(path)
    try:
        read = json.loads(text, object_pairs_hook=_once_each)
        json.dumps(read, ensure_ascii=False).encode()  # half a character pair could not be written out again
    except (ValueError, RecursionError) as error:
        why = _why_no_json(error)
        raise Unreadable(
            Text(
                f"{place} 不是可用的 JSON（{why.zh}）。请改正后再试。",
                f"{place} is not JSON that can be used ({why.en}). Mend it and try again.",
            )
        ) from None
    if not isinstance(read, dict):
        raise Unreadable(
            Text(
                f"{place} 应为一个 JSON 对象：名称对应取值。",
                f"{place} must hold one JSON object that maps names to values.",
            )
        )
    return read


def _why_no_json(error: Exception) -> Text:
    match error:
        case json.JSONDecodeError():
            return Text(
                f"第 {error.lineno} 行第 {error.colno} 个字符处有误",
                f"{error.msg}, line {error.lineno} column {error.colno}",
            )
        case UnicodeEncodeError():
            return Text("含有不成对的代理字符", "it holds half a surrogate pair")
        case RecursionError():
            return Text("嵌套过深", "it is nested too deeply")
        case _:  # the only other that JSON can cause
            return Text("有过长的数字", "a number in it is too long")


def text_of(path: str) -> str:
    """The UTF-8 text of the file (`-` is standard input)."""
    place = short(path)
    try:
        raw = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable(
            Text(
                f"{place} 不是 UTF-8 文本，请另存为 UTF-8。", f"{place} is not UTF-8 text. Save it as UTF-8."
            )
        ) from None
    except (OSError, ValueError) as error:
        why = why_no_file(error)
        raise Unreadable(
            Text(
                f"无法读取 {place}（{why.zh}），请检查路径。",
                f"Cannot read {place} ({why.en}). Check the path.",
            )
        ) from None


def why_no_file(error: Exception) -> Text:
    """Why a file cannot be opened or read."""
    match error:
        case FileNotFoundError():
            return Text("没有这个文件", "there is no such file")
        case IsADirectoryError():
            return Text("是目录，不是文件", "it is a directory")
        case PermissionError():
            return Text("没有读取的权限", "it may not be read")
        case OSError(errno=int(number), strerror=str(reason)):
            return Text(f"系统错误 {number}", reason)
        case _:
            return Text("路径本身无效", "no file can have this path")


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    read = dict(pairs)
    if len(read) < len(pairs):
        names = [name for name, _ in pairs]
        twice = short(next(name for name in names if names.count(name) > 1))
        raise Unreadable(
            Text(
                f"{twice} 出现两次，请只留一处；来源不一致时写 null（未知）。",
                f"{twice} stands twice. Keep one; where sources disagree write null (unknown).",
            )
        )
    return read


def events(given: Mapping[str, Any], known: Collection[str]) -> dict[str, datetime]:
    """Event names with their aware instants; null is not yet happened."""
    read = {}
    for name, value in given.items():
        if name not in known:
            raise unknown(Text("事件", "event"), name, known)
        if value is None:
            continue
        if not isinstance(value, str):
            raise Unreadable(
                Text(
                    f"事件 {name} 的时刻应为 RFC 3339 文本，例如 2026-09-30T18:00+08:00。",
                    f"The moment of {name} must be RFC 3339 text, such as 2026-09-30T18:00+08:00.",
                )
            )
        read[name] = instant(value, what=Text(f"事件 {name} 的时刻", f"The moment of {name}"))
    return read


def readings(given: Collection[str]) -> dict[str, str]:
    """`name=value` pairs, each name once; the law checks names and values."""
    read = {}
    for pair in given:
        name, equals, value = pair.partition("=")
        if not equals:
            told = echoed(pair)
            raise Unreadable(Text(f"{told} 应写成 名称=取值。", f"{told} must be written name=value."))
        name, value = short(name.strip()), short(value.strip())  # no reading and no value of one is longer
        if name in read:
            raise Unreadable(
                Text(
                    f"读法 {name} 给了两次，请只留一次。",
                    f"The reading {name} is given twice. Keep one of them.",
                )
            )
        read[name] = value
    return read


NEAR = 0.6


def unknown(what: Text, name: str, known: Collection[str]) -> Unreadable:
    """No such thing by that name; the nearest is proposed, or all are listed if none is really near."""
    near, name = nearest(name, known), short(name)
    if near and SequenceMatcher(None, name.lower(), near.lower()).ratio() < NEAR:
        near = None  # a guess far off would mislead: the list tells more
    if near:
        return Unreadable(
            Text(
                f"没有{what.zh} {name}，是否指 {near}？",
                f"There is no {what.en} {name}; did you mean {near}?",
            )
        )
    listed = ", ".join(known)
    return Unreadable(
        Text(
            f"没有{what.zh} {name}；可用：{listed}。", f"There is no {what.en} {name}; it is one of {listed}."
        )
    )
