"""The text beside the code: what each sentence says, and which functions carry it.

`python -m bulou.law.register --write FILE` writes the page that a lawyer reviews; `--check FILE` says whether it is up
to date, exit code 1 if not.
"""

import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from bulou.law.norms import Norm
from bulou.law.regimes import REGIMES
from bulou.law.sentence import Sentence, Standing

EDITIONS: Final = MappingProxyType({"rmsv": "rmsv/v2021"})
LANGUAGES: Final = ("zh", "en")

_SECTION = re.compile(
    r'^<a id="(?P<id>[^"]+)"></a>\n## (?P=id) (?P<place>.+)\n\n> (?P<quotation>.+)\n\n', re.M
)
_ITEM = re.compile(r"^- (?P<label>[^：:]+)(?:：|:) ?(?P<said>.*)$", re.M)
_LABELS = {
    "释义": "gloss", "说明": "remark", "来源": "source", "引文 SHA-256": "sha256", "签署人": "signed_by",
    "Gloss": "gloss", "Remark": "remark", "Source": "source", "Quotation SHA-256": "sha256", "Signed by": "signed_by",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Passage:
    """What a text file says under one anchor, in its language.

    `quotation` is official Chinese in both languages, omissions marked …; `sha256` is the hash that the file states for
    it. `gloss` is ours and not the law. `remark` (why not encoded, which readings are open), `signed_by` may be empty.
    """

    id: str
    place: str
    quotation: str
    gloss: str
    remark: str
    source: str
    sha256: str
    signed_by: str


@cache
def passages(lang: str, regime: str = "rmsv") -> Mapping[str, Passage]:
    """Every passage of the regime's text by anchor, in the order of the text; `lang` is zh or en."""
    text = (Path(__file__).parent / EDITIONS[regime] / f"text.{lang}.md").read_text(encoding="utf-8")
    heads = list(_SECTION.finditer(text))
    ends = [head.start() for head in heads[1:]] + [len(text)]
    return MappingProxyType(
        {head["id"]: _passage(head, text[head.end() : end]) for head, end in zip(heads, ends, strict=True)}
    )


def _passage(head: re.Match[str], body: str) -> Passage:
    said = {"remark": ""} | {_LABELS[item["label"]]: item["said"].strip() for item in _ITEM.finditer(body)}
    return Passage(id=head["id"], place=head["place"], quotation=head["quotation"], **said)


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
}
_INTRODUCTION = """# The Provisions, sentence by sentence 《规定》逐句

<!-- Made by `python -m bulou.law.register --write docs/reference/law.md` from the code and the texts. -->

每句一行：短引原文、我们的编码状态和承载它的函数。释义、说明、来源和哈希见 [text.zh.md]({folder}/text.zh.md)。
所有句子均**未经律师签署**；尚未编码的句子所约束的行为一律答 `not_modelled`，绝不当作允许。

One sentence a row: a short quotation, what our encoding makes of it, the functions that carry it. Glosses, remarks, sources and
hashes stand in [text.en.md]({folder}/text.en.md). **No sentence has been signed by a lawyer**; the conducts that a sentence governs
which is not yet encoded answer `not_modelled`, never “allowed”.

| 句 Sentence | 引文 Quotation | 状态 Standing | 函数 Functions |
|---|---|---|---|
"""


def page(regime: str = "rmsv") -> str:
    """The page that shows every sentence with its functions, as Markdown."""
    folder = f"../../src/bulou/law/{EDITIONS[regime]}"
    rows = "\n".join(_rows(regime, folder))
    return f"{_INTRODUCTION.format(folder=folder)}{rows}\n"


def _rows(regime: str, folder: str) -> Iterator[str]:
    zh, en = passages("zh", regime), passages("en", regime)
    by_id = {norm.id: norm for norm in norms(regime)}
    for sentence in sentences(regime):
        where = f"[{sentence.id}]({folder}/text.zh.md#{sentence.id}) {zh[sentence.id].place}<br>{en[sentence.id].place}"
        functions = "<br>".join(_function(by_id[id], folder) for id in sentence.norms)
        yield f"| {where} | {zh[sentence.id].quotation} | {_standing(sentence)} | {functions} |"


def _standing(sentence: Sentence) -> str:
    if not sentence.governs:
        return _STANDINGS[sentence.standing]
    roles = f" ({', '.join(sentence.roles)})" if sentence.roles else ""
    conducts = ", ".join(f"`{name}`" for name in sentence.governs)
    return f"{_STANDINGS[sentence.standing]}: {conducts}{roles}"


def _function(norm: Norm, folder: str) -> str:
    module = norm.function.__module__.rpartition(".")[2]
    return f"`{norm.id}` {norm.kind} [{norm.function.__name__}]({folder}/{module}.py)"


def main(arguments: list[str]) -> int:
    """Write or check the page; anything else prints how to call it and returns 2."""
    if len(arguments) != 2 or arguments[0] not in ("--write", "--check"):
        sys.stderr.write("usage: python -m bulou.law.register --write FILE | --check FILE\n")
        return 2
    path = Path(arguments[1])
    if arguments[0] == "--write":
        path.write_text(page(), encoding="utf-8")
    elif not path.is_file() or path.read_text(encoding="utf-8") != page():
        sys.stderr.write(f"{path} is out of date: run python -m bulou.law.register --write {path}\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
