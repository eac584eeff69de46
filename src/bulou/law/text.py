"""Words in both languages, and where a sentence stands."""

from dataclasses import dataclass

_DIGITS = ("", "一", "二", "三", "四", "五", "六", "七", "八", "九")

# From 零 to 九十九: 十一, never 一十一.
NUMERALS = ("零", *(f"{'' if tens == 1 else _DIGITS[tens]}{'十' if tens else ''}{_DIGITS[ones]}"
                    for tens in range(10) for ones in range(10) if tens or ones))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Text:
    """One text in both languages: `zh` for zh-Hans, `en` for English."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a sentence stands. `instrument` ("RMSV") and `instrument_zh` ("规定") are the short names; `article` is the
    place without them ("第九条(一)", "Art. 9(1)"); `zh` and `en` are both together.
    """

    instrument: str
    instrument_zh: str
    article: Text

    @property
    def zh(self) -> str:
        """`规定 第九条(一)`."""
        return f"{self.instrument_zh} {self.article.zh}"

    @property
    def en(self) -> str:
        """`RMSV Art. 9(1)`."""
        return f"{self.instrument} {self.article.en}"

    def to_json(self) -> dict[str, str]:
        """Both together, in both languages."""
        return {"zh": self.zh, "en": self.en}


def place(article: int, item: int | None = None, *, paragraph: int | None = None) -> Text:
    """The label of an article, of its item (项) or of its paragraph (款): `place(9, 1)` is 第九条(一), Art. 9(1)."""
    zh, en = f"第{NUMERALS[article]}条", f"Art. {article}"
    if item is not None:
        return Text(f"{zh}({NUMERALS[item]})", f"{en}({item})")
    if paragraph is not None:
        return Text(f"{zh}第{NUMERALS[paragraph]}款", f"{en} ¶{paragraph}")
    return Text(zh, en)
