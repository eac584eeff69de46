"""A hypothetical case written down as a scenario file, with words beside the names for whoever corrects it."""

from collections.abc import Iterable, Iterator

from bulou.entrypoints.citations import place_of
from bulou.entrypoints.scenarios.hypothesis import Hypothesis
from bulou.entrypoints.scenarios.scenario import BEIJING
from bulou.entrypoints.scenarios.words import said
from bulou.law import READINGS, VOCABULARY, Verdict
from bulou.law.facts import Value

_HEAD = """\
# 适用情形。请把 answer 改成您认为正确的结论，然后试跑：在网页 /law/scenarios 上传，或者运行 bulou law try scenario.yaml
# A scenario. Change `answer` to what you hold to be right, then try it: on the page /law/scenarios, or by
# bulou law try scenario.yaml
# true 是 yes · false 否 no · null 未知 not known
"""


def scenario_text(supposed: Hypothesis) -> str:
    """The file: every fact that the conduct can hang on, and the answer that the law gives now."""
    return _HEAD + "\n".join(_lines(supposed, supposed.verdict)) + "\n"


def _lines(supposed: Hypothesis, verdict: Verdict) -> Iterator[str]:
    label, answer = supposed.conduct.label, said(str(verdict.outcome))
    yield f"regime: {supposed.regime}"
    yield "verdicts:"
    yield f"  - name: {_quoted(f'{label.zh}：{answer.zh} {label.en}: {answer.en}')}"
    anchors = [place.anchor for finding in verdict.findings if (place := place_of(finding.norm_id))]
    yield f"    sentences: {_listed(dict.fromkeys(anchors))}"
    yield f"    act: {supposed.conduct}  # {label.zh} {label.en}"
    yield f"    at: {supposed.at.astimezone(BEIJING):%Y-%m-%dT%H:%M:%S+08:00}"
    yield "    facts:" + ("" if verdict.ruling.book.names else " {}")
    for name in verdict.ruling.book.names:
        spec = VOCABULARY[name]
        now = supposed.facts[name].value if name in supposed.facts else None
        yield f"      {name}: {_plain(now)}  # {spec.question.zh} {spec.question.en}"
    if supposed.readings:
        yield "    readings:"
        for name, value in supposed.readings.items():
            yield f"      {name}: {_quoted(value)}  # {READINGS[name].question.zh} {READINGS[name].question.en}"
    if supposed.owed:
        yield f"    owed: {_listed(supposed.owed)}"
    yield f"    answer: {verdict.outcome}  # {answer.zh} {answer.en}"
    under = sorted({each.norm_id for each in verdict.findings if each.outcome is verdict.outcome})
    yield f"    under: {_listed(under)}"
    yield f"    asks: {_listed(sorted(verdict.asks))}"


def _plain(value: Value) -> str:
    if value is None:
        return "null"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _quoted(words: str) -> str:
    escaped = words.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _listed(names: Iterable[str]) -> str:
    return f"[{', '.join(names)}]"
