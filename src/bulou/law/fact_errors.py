"""What can be wrong with facts that are given, said in both languages with what to do."""

import difflib
import json
from collections.abc import Collection
from typing import Any, Final

from bulou.law.text import Text
from bulou.law.vocabulary import VOCABULARY, FactKind

MOST_ECHOED: Final = 80  # characters of something given that a message repeats


class Bilingual(Exception):
    """Says what is wrong in both languages: `zh`, `en`."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.zh, self.en = text.zh, text.en


class UnknownFact(Bilingual):
    """No fact has this name. `name` is what was given, `nearest` the likeliest published name or None."""

    def __init__(self, name: str) -> None:
        self.name, self.nearest = name, nearest(name, VOCABULARY)
        hint = meant(self.nearest)
        told = short(name)
        super().__init__(Text(f"没有名为 {told} 的事实{hint.zh}", f"There is no fact named {told}{hint.en}"))


class BadFact(Bilingual):
    """A known fact was given something it cannot have. `name` and `value` are what was given; unless `text` says otherwise,
    the value is outside the fact's domain.
    """

    def __init__(self, name: str, value: object, text: Text | None = None) -> None:
        self.name, self.value = name, value
        allowed = ", ".join(_written(each) for each in VOCABULARY[name].domain)
        super().__init__(
            text
            or Text(
                f"事实 {name} 不能取值 {echoed(value)}；可取：{allowed}。",
                f"The fact {name} cannot be {echoed(value)}; it is one of {allowed}.",
            )
        )


class BadMoment(Bilingual):
    """A fact's `event_at` or `recorded_at` (`key`) is not an RFC 3339 instant with a zone, or, if `beyond`, lies in a
    year that limits cannot be counted from.
    """

    def __init__(self, name: str, key: str, given: object, *, beyond: bool = False) -> None:
        wanted = (
            Text("超出可计算的年份，请检查。", "lies beyond what can be counted. Check it.")
            if beyond
            else Text("应为带时区的 RFC 3339 时刻。", "must be an RFC 3339 instant with a zone.")
        )
        super().__init__(
            Text(
                f"事实 {name} 的 {key} {echoed(given)} {wanted.zh}",
                f"{key} of the fact {name}, {echoed(given)}, {wanted.en}",
            )
        )


def unknown_key(name: str, key: str, known: Collection[str]) -> BadFact:
    """An entry with a key that no fact has."""
    hint = meant(nearest(key, known))
    return BadFact(
        name, key,
        Text(f"事实 {name} 没有 {short(key)} 一项{hint.zh}", f"The fact {name} has no key {short(key)}{hint.en}"),
    )  # fmt: skip


def no_value(name: str, entry: object) -> BadFact:
    """An entry without its value."""
    return BadFact(
        name, entry,
        Text(f"事实 {name} 缺少 value 一项；未知请写 null。", f"The fact {name} lacks its value; write null for unknown."),
    )  # fmt: skip


def bad_kind(name: str, given: object) -> BadFact:
    """A kind that is none."""
    kinds = [str(kind) for kind in FactKind]
    near = nearest(given, kinds) if isinstance(given, str) else None
    hint, listed = meant(near), ", ".join(kinds)
    return BadFact(
        name, given,
        Text(
            f"事实 {name} 的 kind 不能是 {echoed(given)}；可取：{listed}{hint.zh}",
            f"kind of the fact {name} cannot be {echoed(given)}; it is one of {listed}{hint.en}",
        ),
    )  # fmt: skip


def not_text(name: str, key: str, given: object) -> BadFact:
    """Something else where words belong."""
    return BadFact(
        name, given,
        Text(f"事实 {name} 的 {key} 应为文本，不能是 {echoed(given)}。", f"{key} of the fact {name} must be text, not {echoed(given)}."),
    )  # fmt: skip


def meant(near: str | None) -> Text:
    """How a message that found nothing by a name goes on: with the nearest name, if there is one."""
    return Text(f"，是否指 {near}？", f"; did you mean {near}?") if near else Text("。", ".")


def nearest(word: str, known: Collection[str]) -> str | None:
    """The known name that is likeliest meant, in capitals or not."""
    names = {name.lower(): name for name in known}
    return next(
        (names[each] for each in difflib.get_close_matches(word.lower(), names, n=1, cutoff=0.5)), None
    )


def echoed(value: Any) -> str:
    """Something given, as JSON writes it and no longer than a message bears."""
    return short(json.dumps(value, ensure_ascii=False, default=str, skipkeys=True))


def short(words: str) -> str:
    """The words, cut where they are longer than a message bears; what cannot be seen is escaped, and nothing shows as such."""
    cut = words if len(words) <= MOST_ECHOED else f"{words[: MOST_ECHOED - 1]}…"
    seen = (sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in cut)
    return "".join(seen) or '""'


def _written(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
