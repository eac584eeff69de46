"""The text beside the code: what each sentence says, and which functions carry it.

`python -m bulou.law --write FILE` writes the page that a lawyer reviews; `--check FILE` says whether it is up
to date and whether anything is missing in it, exit code 1 if so.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from bulou.law.gaps import gaps
from bulou.law.norms import Norm
from bulou.law.passages import Passage, passages
from bulou.law.regimes import REGIMES
from bulou.law.sentence import Sentence, Standing

__all__ = ["LANGUAGES", "Passage", "main", "norms", "page", "passages", "sentence_of", "sentences"]

LANGUAGES: Final = ("zh", "en")


def sentences(regime: str = "rmsv") -> tuple[Sentence, ...]:
    """The register of the regime's sentences, in the order of the text."""
    return tuple(sentence for instrument in REGIMES[regime].instruments for sentence in instrument.sentences)


def norms(regime: str = "rmsv") -> tuple[Norm, ...]:
    """Every norm of the regime in every released version, in the order of the text."""
    return tuple(norm for instrument in REGIMES[regime].instruments for norm in instrument.norms)


def sentence_of(norm_id: str, regime: str = "rmsv") -> Sentence | None:
    """The sentence that the norm encodes."""
    return next((sentence for sentence in sentences(regime) if norm_id in sentence.norms), None)


_STANDINGS = {
    Standing.ENCODED: "已编码 encoded",
    Standing.NOT_YET: "**尚未编码 not yet encoded**",
    Standing.NON_OPERATIVE: "无约束力 not operative",
    Standing.EXPOSURE: "法律责任，仅作风险提示 exposure, never a verdict",
}
_INTRODUCTION = """# The law, sentence by sentence 逐句

<!-- Made by `python -m bulou.law --write docs/reference/law.md` from the code and the texts. -->

每句一行：短引原文、我们的编码状态和承载它的函数。释义、说明、来源和哈希见各版本的 text.zh.md。
所有句子均**未经律师签署**；尚未编码的句子所约束的行为一律答 `not_modelled`，绝不当作允许。

One sentence a row: a short quotation, what our encoding makes of it, the functions that carry it. Glosses, remarks, sources and
hashes stand in text.en.md of each edition. **No sentence has been signed by a lawyer**; the conducts that a sentence governs
which is not yet encoded answer `not_modelled`, never “allowed”.
"""
_TABLE = """
## {name}: {title.zh} {title.en}

| 句 Sentence | 引文 Quotation | 状态 Standing | 函数 Functions |
|---|---|---|---|
"""
_FOLDER = "../../src/bulou/law"


def page() -> str:
    """The page that shows every sentence of every regime with its functions, as Markdown."""
    return _INTRODUCTION + "".join(_part(name) for name in sorted(REGIMES))


def _part(regime: str) -> str:
    rows = "\n".join(_rows(regime))
    return f"{_TABLE.format(name=regime, title=REGIMES[regime].title)}{rows}\n"


def _rows(regime: str) -> Iterator[str]:
    zh, en = passages("zh", regime), passages("en", regime)
    by_id = {norm.id: norm for norm in norms(regime)}
    for sentence in sentences(regime):
        text = f"{_FOLDER}/{zh[sentence.id].edition}/text.zh.md"
        where = f"[{sentence.id}]({text}#{sentence.id}) {zh[sentence.id].place}<br>{en[sentence.id].place}"
        functions = "<br>".join([_function(by_id[id]) for id in sentence.norms] + _pointers(sentence))
        yield f"| {where} | {zh[sentence.id].quotation} | {_standing(sentence)} | {functions} |"


def _standing(sentence: Sentence) -> str:
    unread = "" if sentence.status.verified else " **未核实 unverified**"
    if not sentence.governs:
        return _STANDINGS[sentence.standing] + unread
    roles = f" ({', '.join(sentence.roles)})" if sentence.roles else ""
    conducts = ", ".join(f"`{name}`" for name in sentence.governs)
    return f"{_STANDINGS[sentence.standing]}: {conducts}{roles}{unread}"


def _function(norm: Norm) -> str:
    module = norm.function.__module__.removeprefix("bulou.law.").replace(".", "/")
    return f"`{norm.id}` {norm.kind} [{norm.function.__name__}]({_FOLDER}/{module}.py)"


def _pointers(sentence: Sentence) -> list[str]:
    """Where a sanction points, and what it stands behind."""
    behind = [f"← {' '.join(sentence.sanctions)}"] if sentence.sanctions else []
    return [
        f"→ `{each.regime}` {each.edition} 第 {each.article} 条 Art. {each.article}"
        for each in sentence.refers
    ] + behind


def main(arguments: list[str]) -> int:
    """Write or check the page; anything else prints how to call it and returns 2."""
    if len(arguments) != 2 or arguments[0] not in ("--write", "--check"):
        sys.stderr.write("usage: python -m bulou.law --write FILE | --check FILE\n")
        return 2
    path = Path(arguments[1])
    if arguments[0] == "--write":
        path.write_text(page(), encoding="utf-8")
    elif not path.is_file() or path.read_text(encoding="utf-8") != page():
        sys.stderr.write(f"{path} is out of date: run python -m bulou.law --write {path}\n")
        return 1
    elif missing := [f"{regime}: {gap}\n" for regime in sorted(REGIMES) for gap in gaps(regime)]:
        sys.stderr.writelines(missing)
        return 1
    return 0
