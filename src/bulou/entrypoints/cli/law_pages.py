"""What `bulou law` tells people, in one language at a time."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from bulou.entrypoints.cli.law_documents import NOT_YET, asked
from bulou.entrypoints.scenarios.words import ANSWERS
from bulou.law import (
    READINGS,
    VOCABULARY,
    Conduct,
    Cure,
    DutyState,
    FactKind,
    FactSpec,
    Finding,
    Text,
    Verdict,
)
from bulou.law.clocks import CN
from bulou.law.concordance import both_numbers
from bulou.law.events import EVENTS
from bulou.law.norms import Norm
from bulou.law.open_points import ARRANGEMENTS
from bulou.law.register import norms, passages, sentence_of, sentences
from bulou.law.sentence import Sentence

STANDINGS = {
    "encoded": Text("已编码", "encoded"),
    "not_yet_encoded": Text("尚未编码", "not yet encoded"),
    "non_operative": Text("不产生约束", "not operative"),
    "exposure": Text("法律责任，仅作风险提示", "exposure, never a verdict"),
}
STATUSES = {
    "read": Text("全文已读（转载）", "read in full copies"),
    "excerpt": Text("仅见他人摘录", "known from extracts only"),
    "unverified": Text("未核实，不可依赖", "unverified, not to be relied on"),
}
CURES = {
    "do": Text("做", "do"),
    "obtain": Text("取得", "obtain"),
    "wait": Text("等待", "wait"),
    "judge": Text("判断", "judge"),
    "answer": Text("查明", "find out"),
}
UNSIGNED = Text(
    "不构成法律意见；各句均未经律师签署，来源未与官方网页核对。其他法律法规各自作答（第九条(八)）。",
    "No legal advice: no sentence is signed by a lawyer, the source is not checked against the official page. "
    "Other laws answer for themselves (Art. 9(8)).",
)


def verdict(found: Verdict, cures: Sequence[Cure], lang: str) -> str:
    """The answer, what it rests on, what is asked, what would cure it."""
    lines = [
        f"{_answer(found, lang)}: {found.conduct} ({_in(found.conduct.label, lang)})",
        _question(found, lang),
    ]
    for finding in found.findings:
        lines += ["", *finding_lines(finding, found.regime, lang)]
    if not found.findings and not found:
        lines += ["", _silence(found, lang)]
    lines += [line for name in found.ruling.book.names for line in _taken(name, found, lang)]
    if questions := asked(found):
        lines += ["", _said(lang, "尚待查明：", "Still asked:")]
        lines += [line for name in questions for line in _asking(VOCABULARY[name], lang)]
    if cures:
        lines += ["", _said(lang, "如何合法：", "What would make it lawful:")]
        lines += [f"  {_in(CURES[each.kind], lang)}: {_cure(each, lang)}" for each in cures]
    return "\n".join([*lines, "", _in(UNSIGNED, lang)])


def _taken(name: str, found: Verdict, lang: str) -> list[str]:
    """A fact that another body of law answered, and what it answered."""
    fact = found.facts.get(name)
    if fact is None or fact.kind is not FactKind.DERIVED or not fact.source:
        return []
    return ["", f"{_in(VOCABULARY[name].label, lang)}: {_said(lang, '据', 'by ')}{fact.source}"]


def _silence(found: Verdict, lang: str) -> str:
    """Why nothing is found against the conduct though it does not pass."""
    if found.outcome == "not_modelled":
        return _said(
            lang,
            "没有任何现行已编码的条文涉及此行为。",
            "Nothing that is encoded and in force then speaks of this conduct.",
        )
    return _said(
        lang,
        "没有已编码的条文禁止此行为；是否另有条文明示可行，取决于下列事实。",
        "Nothing that is encoded prohibits this conduct; whether a provision also permits it hangs on what is asked below.",
    )


def _answer(found: Verdict, lang: str) -> str:
    said = _in(ANSWERS[found.outcome], lang)
    if found.at_best == found.at_worst:
        return f"{said} [{found.outcome}]"
    best, worst = _in(ANSWERS[found.at_best], lang), _in(ANSWERS[found.at_worst], lang)
    return f"{said} [{found.outcome}] " + _said(
        lang, f"（最好：{best}；最坏：{worst}）", f"(at best {best}, at worst {worst})"
    )


def _question(found: Verdict, lang: str) -> str:
    read, when = _readings(found.readings, lang), _moment(found.at)
    return _said(
        lang,
        f"{found.regime}，{when} 北京时间，读法：{read}",
        f"{found.regime} at {when} Beijing time, readings: {read}",
    )


def _readings(chosen: Mapping[str, str], lang: str) -> str:
    read = [f"{name}={value}{_mark(name, value, lang)}" for name, value in chosen.items()]
    return ", ".join(read) or _said(lang, "从严", "strict")


def _mark(reading: str, value: str, lang: str) -> str:
    """What is said beside a value that has no effect yet."""
    if (reading, value) in NOT_YET:
        return _said(lang, "（尚未计入）", " (not yet computed)")
    if value in READINGS[reading].paraphrase:
        return _said(lang, "（出自转述，严于条文）", " (follows the paraphrase, stricter than the text)")
    return ""


def finding_lines(finding: Finding, regime: str, lang: str) -> Iterator[str]:
    """What one norm says, with the sentence it encodes and how far that is known."""
    outcome = _in(ANSWERS[finding.outcome], lang)
    yield f"{_in(finding.citation, lang)}  [{finding.norm_id}]  {outcome}"
    yield f"  {_in(finding, lang)}"
    known = {each.id: each for each in sentences(regime)}
    if sentence := sentence_of(finding.norm_id, regime) or known.get(finding.norm_id):
        passage = passages(lang, regime)[sentence.id]
        unsigned = _said(lang, "未签署", "unsigned")
        if passage.quotation:
            yield f"  > {passage.quotation}"
        source = _said(lang, f"来源{passage.source}", f"source {passage.source}")
        status = _in(STATUSES[sentence.status], lang)
        yield f"    {sentence.id}; {source}; {status}; {passage.signed_by or unsigned}"
        if sentence.id == finding.norm_id:
            yield f"    {passage.remark}"


def _asking(spec: FactSpec, lang: str) -> Iterator[str]:
    yield f"  {spec.name}: {_in(spec.question, lang)}"
    by = ", ".join(spec.suppliers)
    yield "    " + _said(
        lang, f"取值 {_domain(spec)}；可由 {by} 提供", f"one of {_domain(spec)}; told by {by}"
    )


def _cure(cure: Cure, lang: str) -> str:
    until = (
        ""
        if cure.until is None
        else _said(lang, f"，至 {_moment(cure.until)}", f", until {_moment(cure.until)}")
    )
    changes = ", ".join(f"{name}={_value(value)}" for name, value in cure.changes.items())
    return f"{_in(cure, lang)}{until} → {_in(ANSWERS[cure.outcome], lang)}\n      {changes}"


def duties(
    states: Sequence[DutyState], regime: str, at: datetime, readings: Mapping[str, str], lang: str
) -> str:
    """Each duty that has arisen with every reading of its clock, strictest first; the others by name."""
    if not states:
        return _said(
            lang,
            f"{_moment(at)} 没有任何已编码的规范在施行。",
            f"Nothing encoded was in force at {_moment(at)}.",
        )
    read = _readings(readings, lang)
    lines = [
        _said(
            lang,
            f"截至 {_moment(at)} 北京时间，读法：{read}",
            f"At {_moment(at)} Beijing time, readings: {read}",
        )
    ]
    arisen = [state for state in states if state.state != "not_arisen"]
    for state in arisen:
        lines += ["", *duty_lines(state, regime, at, lang)]
    rest = [f"{state.duty_id}" for state in states if state.state == "not_arisen"]
    if rest:
        lines += ["", _said(lang, f"未产生：{'、'.join(rest)}", f"Not arisen: {', '.join(rest)}")]
    return "\n".join([*lines, "", _in(UNSIGNED, lang)])


def duty_lines(state: DutyState, regime: str, at: datetime, lang: str) -> Iterator[str]:
    """A duty with every reading of its clock, the one relied on marked *, and how far its words are known."""
    sentence = sentence_of(state.duty_id, regime)
    doubt = _doubt(sentence, lang) if sentence else ""
    yield f"{_in(state.title, lang)}  [{state.duty_id}]  {_in(ANSWERS[state.state], lang)}{doubt}"
    conduct = f", {state.conduct}" if state.conduct else ""
    yield f"  {_in(state.citation, lang)} → {_in(state.addressee, lang)}{conduct}"
    if state.started_at:
        done = (
            _said(lang, f"，{_moment(state.done_at)} 履行", f", done {_moment(state.done_at)}")
            if state.done_at
            else ""
        )
        yield (
            "  "
            + _said(lang, f"自 {_moment(state.started_at)} 起", f"since {_moment(state.started_at)}")
            + done
        )
    for each in state.readings:
        provisional = _said(lang, "（暂定）", " (provisional)") if each.provisional else ""
        relied_on = "*" if each.due_at == state.due_at else " "
        yield f"  {relied_on} {_end(each.due_at)}{provisional}  {_in(each, lang)} · {_in(each.ground, lang)}"
    if state.due_at and state.live:
        yield "  " + _left(state.due_at - at, lang)
    if not state.readings and state.live and not state.maintenance:
        yield "  " + _said(lang, "条文没有可数的期限", "the text gives no number")
    if state.hinges_on:
        yield "  " + _said(
            lang,
            f"取决于尚未查明的：{'、'.join(state.hinges_on)}",
            f"hinges on what is not known: {', '.join(state.hinges_on)}",
        )


def _left(left: timedelta, lang: str) -> str:
    minutes = abs(int(left.total_seconds())) // 60
    span = f"{minutes // 60} h {minutes % 60:02} min"
    if left < timedelta():
        return _said(lang, f"已超过 {span}", f"{span} past")
    return _said(lang, f"尚余 {span}", f"{span} left")


def listing(regime: str, lang: str) -> str:
    """Every sentence on a line."""
    text = passages(lang, regime)
    lines = []
    for each in sentences(regime):
        encoded = " ".join(each.norms)
        left_open = " ".join(each.governs)
        governs = (
            _said(lang, f"（未建模：{left_open}）", f" (not modelled: {left_open})") if left_open else ""
        )
        lines.append(
            f"{each.id:6} {text[each.id].place}  {_in(STANDINGS[each.standing], lang)}"
            f"{_doubt(each, lang)}{governs}  {encoded}".rstrip()
        )
    return "\n".join([*lines, "", _in(UNSIGNED, lang)])


def _doubt(sentence: Sentence, lang: str) -> str:
    """What is said beside a sentence that was not read in full."""
    return "" if sentence.status == "read" else f" [{_in(STATUSES[sentence.status], lang)}]"


def sentence(found: Sentence, regime: str, lang: str) -> str:
    """One sentence: text, gloss, standing, norms."""
    text = passages(lang, regime)[found.id]
    gloss, remark = (_said(lang, "释义", "Gloss"), _said(lang, "说明", "Remark"))
    lines = [
        f"{found.id} {text.place}  {_in(STANDINGS[found.standing], lang)}",
        *([f"  > {text.quotation}", f"    SHA-256 {text.sha256}"] if text.quotation else []),
        f"    {_said(lang, '来源', 'source ')}{text.source}; {_in(STATUSES[found.status], lang)}; "
        f"{text.signed_by or _said(lang, '未签署', 'unsigned')}",
        f"  {gloss}: {text.gloss}",
        *([f"  {remark}: {text.remark}"] if text.remark else []),
        *_sanction(found, lang),
    ]
    for norm in norms(regime):
        if norm.id in found.norms:
            lines += ["", *_norm(norm, lang)]
    return "\n".join([*lines, "", _in(UNSIGNED, lang)])


def _sanction(found: Sentence, lang: str) -> Iterator[str]:
    """The article that a sanction points to, under both its numbers, and where its amounts are told."""
    if found.refers:
        first = found.refers[0]
        both = both_numbers(first.article, edition=first.edition)
        yield "  " + _said(
            lang,
            f"网络安全法（{first.edition}）{both.zh}；幅度见 bulou law exposure {found.id}",
            f"Cybersecurity Law ({first.edition}) {both.en}; for amounts see bulou law exposure {found.id}",
        )


def _norm(norm: Norm, lang: str) -> Iterator[str]:
    yield f"{norm.id}  {norm.kind}  {norm.function.__module__}.{norm.function.__name__}"
    yield f"  {_in(norm.text, lang)}"
    yield "  " + _said(
        lang,
        f"自 {norm.in_force} 施行{f'，至 {norm.until} 失效' if norm.until else ''}，{norm.released} 编码",
        f"in force from {norm.in_force}{f', no longer on {norm.until}' if norm.until else ''}, encoded {norm.released}",
    )
    if norm.reads:
        yield "  " + _said(lang, "所读事实：", "reads: ") + ", ".join(norm.reads)
    if norm.readings:
        yield "  " + _said(lang, "所依读法：", "readings: ") + ", ".join(norm.readings)
    if norm.lifts:
        yield "  " + _said(lang, "解除：", "lifts: ") + ", ".join(norm.lifts)
    if 0 < len(norm.conducts) < len(Conduct):
        yield (
            "  "
            + _said(lang, "适用行为：", "conducts: ")
            + ", ".join(each for each in Conduct if each in norm.conducts)
        )


def names(lang: str) -> str:
    """The names that files and options may use; questions stand in both languages."""
    lines = [_said(lang, "行为", "Conducts")]
    lines += [f"  {each:18} {_in(each.label, lang)}" for each in Conduct]
    lines += ["", _said(lang, "事实", "Facts")]
    for spec in VOCABULARY.values():
        by = ", ".join(spec.suppliers)
        lines += [f"  {spec.name}  {spec.type}  {_domain(spec)}  {spec.kind}  ← {by}"]
        lines += [f"    {spec.question.zh}", f"    {spec.question.en}"]
    lines += ["", _said(lang, "事件", "Events")]
    lines += [f"  {name:22} {_in(text, lang)}" for name, text in EVENTS.items()]
    lines += ["", _said(lang, "读法（首个为默认，从严）", "Readings (the first value is the strict default)")]
    for reading in READINGS.values():
        options = " | ".join(f"{value}{_mark(reading.name, value, lang)}" for value in reading.options)
        lines += [f"  {reading.name}={options}", f"    {_in(reading.question, lang)}"]
    lines += ["", _said(lang, "由设置和程序安排的问题", "Points that are arranged, not read")]
    for point in ARRANGEMENTS:
        lines += [f"  {point.name}  {_in(point.default, lang)}", f"    {_in(point.question, lang)}"]
    return "\n".join(lines)


def _domain(spec: FactSpec) -> str:
    return "|".join(_value(value) for value in spec.domain)


def _value(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _moment(at: datetime) -> str:
    return f"{at.astimezone(CN):%Y-%m-%d %H:%M}"


def _end(at: datetime) -> str:
    """A limit as lawyers write it: 24:00 of its last day rather than 00:00 of the next."""
    local = at.astimezone(CN)
    if (local.hour, local.minute, local.second, local.microsecond) == (0, 0, 0, 0):
        return f"{local - timedelta(days=1):%Y-%m-%d} 24:00"
    return f"{local:%Y-%m-%d %H:%M}"


def _in(said: Any, lang: str) -> str:
    words: str = getattr(said, lang)
    return words


def _said(lang: str, zh: str, en: str) -> str:
    return zh if lang == "zh" else en
