"""The table of rules as a page of the documents."""

from bulou.law import VOCABULARY
from bulou.precheck.rules import RULES, Power, Rule

_POWERS = {Power.SETTLES: "settles 认定", Power.ASKS: "asks 提问", Power.NOTES: "notes 提示"}


def page() -> str:
    """docs/reference/precheck_rules.md."""
    rows = "\n".join(_row(rule) for rule in RULES.values())
    details = "\n\n".join(_detail(rule) for rule in RULES.values())
    return f"""# The rules of the pre-check 预检的规则

<!-- Made by scripts/pages.py from the code; `make pages` renews it. -->

A rule that *settles* gives its fact a value, which whoever checks the draft may overrule. One that *asks* quotes what it
found beside the question. One that *notes* only quotes. No rule settles a judgement or a decision of an authority. The
*decidable* ones must reach 0.95 in precision and recall on the labelled drafts (`python -m bench precheck`).

“认定”的规则给出事实的取值，预检的人可以推翻；“提问”的规则把所读到之处引在问题旁；“提示”的规则只引用。任何规则都不认定须由人判断
的事，也不认定主管部门的决定。“可判定”的规则在已标注的草稿上查准率、查全率均须达到 0.95。

| Rule 规则 | Fact 事实 | May 权限 | Decidable 可判定 |
|---|---|---|---|
{rows}

{details}
"""


def _row(rule: Rule) -> str:
    fact = f"`{rule.fact}` {VOCABULARY[rule.fact].label.zh}" if rule.fact else "–"
    return f"| [`{rule.id}`](#{rule.id}) | {fact} | {_POWERS[rule.power]} | {'yes 是' if rule.decidable else 'no 否'} |"


def _detail(rule: Rule) -> str:
    return (
        f"## {rule.id}\n\n"
        f"Looks for 读什么: {rule.looks_for.en} {rule.looks_for.zh}\n\n"
        f"Passes over 不算: {rule.passes_over.en} {rule.passes_over.zh}"
    )
