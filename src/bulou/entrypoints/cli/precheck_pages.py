"""What `bulou precheck` tells of one draft: in words, and as a JSON document."""

from collections.abc import Iterator
from typing import Any

from bulou.entrypoints.cli import law_documents
from bulou.entrypoints.cli.law_pages import CURES, UNSIGNED
from bulou.entrypoints.scenarios.words import ANSWERS
from bulou.law import Text
from bulou.law.clash_form import words
from bulou.precheck import RULES, BadDraft, Checked, Found, Power, Question, quoted, steps, where

FORMATS = {
    "csaf": "CSAF 2.0",
    "cve": "CVE JSON 5",
    "osv": "OSV",
    "markdown": "Markdown",
    "text": "plain text 纯文本",
}
POWERS = {
    Power.SETTLES: Text("据此认定", "settles"),
    Power.ASKS: Text("只提问", "only asks"),
    Power.NOTES: Text("只提示", "only notes"),
}
_SHOWN = 3  # quotations of one rule in one place of the page


def page(file: str, found: Checked, lang: str) -> str:
    """The answer, the articles with the lines at fault and the cure, the questions, and what was read."""
    verdict = found.verdict
    lines = [f"{file}  ({FORMATS[found.draft.format]})", f"  {_answer(found, lang)}"]
    for finding in verdict.findings:
        lines += [
            "",
            f"{_in(finding.citation, lang)}  [{finding.norm_id}]  {_in(ANSWERS[finding.outcome], lang)}",
        ]
        lines.append(f"  {_in(finding, lang)}")
        lines += [line for each in found.at_fault(finding)[:_SHOWN] for line in _quote(each, lang)]
        cures = found.remedies_of(finding)
        lines += [f"  → {_in(each, lang)}" for each in cures]
    if found.questions:
        lines += ["", _said(lang, "请回答（--fact 名称=取值）：", "Please answer (--fact NAME=VALUE):")]
        lines += [line for each in found.questions for line in _asking(each, lang)]
    lines += ["", _said(lang, "从草稿中读到：", "Read in the draft:"), *_read(found, lang)]
    if found.cures:
        lines += ["", _said(lang, "如何合法：", "What would make it lawful:"), *_cures(found, lang)]
    return "\n".join([*lines, "", _in(UNSIGNED, lang)]).encode(errors="replace").decode()


def _answer(found: Checked, lang: str) -> str:
    verdict = found.verdict
    said = f"{_in(ANSWERS[verdict.outcome], lang)} [{verdict.outcome}]: {verdict.conduct} ({_in(verdict.conduct.label, lang)})"
    if verdict.at_best == verdict.at_worst:
        return said
    best, worst = _in(ANSWERS[verdict.at_best], lang), _in(ANSWERS[verdict.at_worst], lang)
    return said + _said(lang, f"，最好：{best}；最坏：{worst}", f", at best {best}, at worst {worst}")


def _quote(found: Found, lang: str) -> Iterator[str]:
    if found.place is None:
        yield f"  · {_in(found.says, lang)}  ({found.rule.id})"
        return
    path = f" {found.place.path}" if found.place.path else ""
    yield f"  {_in(where(found.place), lang)}{path}: {_in(found.says, lang)}  ({found.rule.id})"
    yield f"  > {found.place.excerpt}"


def _asking(question: Question, lang: str) -> Iterator[str]:
    spec = question.spec
    articles = _said(lang, "、", ", ").join(_in(each, lang) for each in question.citations)
    yield f"  {spec.name}: {_in(spec.question, lang)}" + (f" [{articles}]" if articles else "")
    values = "|".join(str(value).lower() if isinstance(value, bool) else str(value) for value in spec.domain)
    by = ""
    if question.judgement:
        by = _said(lang, "；由具名的人判断", "; a named person judges")
    if question.official:
        by = _said(lang, "；以主管部门的文件为准", "; by a document of the authority")
    yield "    " + _said(lang, f"取值 {values}{by}", f"one of {values}{by}")
    for each in question.beside[:_SHOWN]:
        if each.place is not None:
            at = _in(where(each.place), lang)
            yield f"    {at} > {each.place.excerpt}"


def _read(found: Checked, lang: str) -> Iterator[str]:
    for rule, places in quoted(found.found):
        power = _in(POWERS[rule.power], lang)
        fact = f" {rule.fact}" if rule.fact else ""
        yield f"  {rule.id} ({power}{fact}) ×{found.counts.get(rule.id, 0)}"
        for each in places[:_SHOWN]:
            if each.place is not None:
                yield f"    {_in(where(each.place), lang)}: {_in(each.says, lang)}"
                yield f"    > {each.place.excerpt}"
            else:
                yield f"    {_in(each.says, lang)}"
    silent = [id for id in RULES if id not in {each.rule.id for each in found.found}]
    if silent:
        yield "  " + _said(lang, f"未读到：{'、'.join(silent)}", f"nothing by: {', '.join(silent)}")


def _cures(found: Checked, lang: str) -> Iterator[str]:
    for cure in found.cures[:1]:
        for name, each in steps(cure).items():
            yield f"  - {_in(each, lang)}  ({name})"
        yield f"    → {_in(ANSWERS[cure.outcome], lang)} [{_in(CURES[cure.kind], lang)}]"
    more = len(found.cures) - 1
    if more > 0:
        yield "  " + _said(lang, f"另有 {more} 种办法，见 --json。", f"{more} other ways stand in --json.")


def document(file: str, found: Checked | BadDraft) -> dict[str, Any]:
    """Everything about one file as plain values."""
    if isinstance(found, BadDraft):
        return {"file": file, "error": words(found.text)}
    return {
        "file": file,
        "error": None,
        "format": str(found.draft.format),
        **law_documents.verdict(found.verdict, found.cures),
        "questions": [_question(each) for each in found.questions],
        "found": [_found(each) for each in found.found],
        "counts": dict(found.counts),
        "at_fault": {
            finding.norm_id: [_found(each) for each in found.at_fault(finding)]
            for finding in found.verdict.findings
        },
    }


def _question(question: Question) -> dict[str, Any]:
    return {
        **law_documents.fact(question.spec),
        "articles": [citation.to_json() for citation in question.citations],
        "beside": [_found(each) for each in question.beside],
    }


def _found(found: Found) -> dict[str, Any]:
    place = found.place
    return {
        "rule": found.rule.id,
        "fact": found.rule.fact or None,
        "power": str(found.rule.power),
        "value": found.value,
        "line": place and place.line,
        "column": place and place.column,
        "path": place and (place.path or None),
        "excerpt": place and place.excerpt,
        "says": words(found.says),
    }


def _in(said: Any, lang: str) -> str:
    words: str = getattr(said, lang)
    return words


def _said(lang: str, zh: str, en: str) -> str:
    return zh if lang == "zh" else en
