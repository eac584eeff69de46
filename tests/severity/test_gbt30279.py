from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bulou.severity import Gbt30279, Grade, SeverityError, grade
from bulou.severity.gbt30279 import (
    BASE,
    ENVIRONMENT,
    METRICS,
    PREFIX,
    TABLE_A,
    TABLE_B,
    TABLE_C,
    TABLE_D,
    TABLE_E,
)

# The source's tables in its own layout, copied apart from the code.
SOURCE_A = """
N 9/8 8/7 7/3 8/5 5/4 3/2
A 8/6 7/5 3/3 5/4 4/2 2/1
L 8/6 6/4 2/2 4/2 3/1 2/1
P 2/2 2/1 1/1 1/1 1/1 1/1
"""
SOURCE_B = "3-0-0→9; 2-1-0→8; 2-0-1→7; 1-2-0→6; 1-1-1→5; 1-0-2→4; 0-3-0→3; 0-2-1→2; 0-1-2→1"
SOURCE_C = """
高 9,8,7 | 8,7,6 | 7,6,5
中 8,7,6 | 7,6,5 | 6,5,4
低 5,4,3 | 4,3,2 | 3,2,1
"""
SOURCE_D = """
9 中 中 高 高 高 高 超 超 超
8 低 中 中 中 高 高 高 高 高
7 低 中 中 中 中 中 高 高 高
6 低 中 中 中 中 中 高 高 高
5 低 中 中 中 中 中 中 高 高
4 低 中 中 中 中 中 中 中 高
3 低 中 中 中 中 中 中 中 高
2 低 低 低 中 中 中 中 中 高
1 低 低 低 低 中 中 中 中 中
"""
SOURCE_E = """
超 中 中 中 高 高 高 超 超 超
高 低 低 低 低 中 中 高 超 超
中 低 低 低 低 低 中 中 高 超
低 低 低 低 低 低 低 中 中 高
"""
WORD = {"超": Grade.CRITICAL, "高": Grade.HIGH, "中": Grade.MEDIUM, "低": Grade.LOW}
BADNESS = {Grade.LOW: 0, Grade.MEDIUM: 1, Grade.HIGH: 2, Grade.CRITICAL: 3}
# From harmless to bad, per metric.
RISING = {
    "AV": "PLAN",
    "TR": "HL",
    "PR": "HLN",
    "UI": "RN",
    "C": "NLH",
    "I": "NLH",
    "A": "NLH",
    "EC": "HML",
    "FD": "LMH",
    "SC": "LMH",
}


def rows(source):
    return [line.split(maxsplit=1) for line in source.strip().splitlines()]


def test_table_a_agrees_with_the_source_in_48_cells():
    expected = {
        path: {
            column: tuple(map(int, cell.split("/")))
            for column, cell in zip(("LN", "LL", "LH", "HN", "HL", "HH"), cells.split(), strict=True)
        }
        for path, cells in rows(SOURCE_A)
    }

    assert expected == TABLE_A
    assert sum(len(pair) for row in TABLE_A.values() for pair in row.values()) == 48


def test_table_b_agrees_with_the_source_and_covers_all_27_combinations_but_no_impact():
    expected = {
        (int(counts[0]), int(counts[2])): int(value)
        for counts, value in (item.strip().split("→") for item in SOURCE_B.split(";"))
    }

    assert expected == TABLE_B
    unrated = {
        c + i + a
        for c, i, a in product("HLN", repeat=3)
        if ((c + i + a).count("H"), (c + i + a).count("L")) not in TABLE_B
    }
    assert unrated == {"NNN"}


def test_table_c_agrees_with_the_source_in_27_cells():
    code = {"高": "H", "中": "M", "低": "L"}
    expected = {
        code[scope]: {
            cost: tuple(map(int, group.split(",")))
            for cost, group in zip("LMH", cells.split("|"), strict=True)
        }
        for scope, cells in rows(SOURCE_C)
    }

    assert expected == TABLE_C
    assert sum(len(values) for row in TABLE_C.values() for values in row.values()) == 27


def test_table_d_agrees_with_the_source_in_81_cells():
    expected = {int(value): tuple(WORD[word] for word in cells.split()) for value, cells in rows(SOURCE_D)}

    assert expected == TABLE_D
    assert sum(map(len, TABLE_D.values())) == 81


def test_table_e_agrees_with_the_source_in_36_cells():
    expected = {
        WORD[technical]: tuple(WORD[word] for word in cells.split()) for technical, cells in rows(SOURCE_E)
    }

    assert expected == TABLE_E
    assert sum(map(len, TABLE_E.values())) == 36


def test_the_worst_vector_is_critical_in_both_grades():
    assert grade("AV:N/TR:L/PR:N/UI:N/C:H/I:H/A:H/EC:L/FD:H/SC:H") == Gbt30279(
        vector="GBT30279:2020/AV:N/TR:L/PR:N/UI:N/C:H/I:H/A:H/EC:L/FD:H/SC:H",
        exploitability=9,
        impact=9,
        technical=Grade.CRITICAL,
        environment=9,
        overall=Grade.CRITICAL,
    )


def test_without_environment_metrics_only_the_technical_grade_is_given():
    graded = grade("AV:L/TR:H/PR:L/UI:R/C:N/I:N/A:L")

    assert graded == Gbt30279("GBT30279:2020/AV:L/TR:H/PR:L/UI:R/C:N/I:N/A:L", 1, 1, Grade.LOW)
    assert graded.result == Grade.LOW


def test_the_overall_grade_is_the_result_where_there_is_one():
    graded = grade("AV:N/TR:L/PR:N/UI:N/C:H/I:H/A:H/EC:H/FD:L/SC:L")

    assert (graded.technical, graded.overall, graded.result) == (Grade.CRITICAL, Grade.MEDIUM, Grade.MEDIUM)


def values(metric):
    return [code for code in metric.values if (metric.code, code) != ("SC", "N")]


def test_every_complete_vector_is_graded():
    environments = [""] + [
        "/" + "/".join(map(":".join, zip(["EC", "FD", "SC"], chosen, strict=True)))
        for chosen in product(*(values(metric) for metric in ENVIRONMENT))
    ]
    bases = [
        "/".join(f"{metric.code}:{code}" for metric, code in zip(BASE, chosen, strict=True))
        for chosen in product(*(values(metric) for metric in BASE))
        if chosen[4:] != ("N", "N", "N")
    ]

    graded = [grade(base + environment) for base in bases[::7] for environment in environments]

    assert all(isinstance(one, Gbt30279) for one in graded)
    assert {one.technical for one in graded} == {one.overall for one in graded} - {None} == set(Grade)


def test_a_worse_metric_never_gives_a_better_grade():
    complete = [dict(zip(RISING, chosen, strict=True)) for chosen in product(*RISING.values())]
    for chosen in complete[::13]:
        if chosen["C"] == chosen["I"] == chosen["A"] == "N":
            continue
        before = grade(written(chosen))
        for code, order in RISING.items():
            step = order.index(chosen[code]) + 1
            if step == len(order):
                continue
            after = grade(written(chosen | {code: order[step]}))
            assert BADNESS[after.technical] >= BADNESS[before.technical], (before.vector, code)
            assert BADNESS[after.overall] >= BADNESS[before.overall], (before.vector, code)


def written(chosen):
    return "/".join(f"{code}:{value}" for code, value in chosen.items())


@given(st.data())
def test_order_prefix_names_and_punctuation_do_not_change_the_grade(data):
    chosen = [(metric, data.draw(st.sampled_from(values(metric)))) for metric in METRICS]
    assume(not all(code == "N" for _, code in chosen[4:7]))
    plain = "/".join(f"{metric.code}:{code}" for metric, code in chosen)
    items = [
        data.draw(st.sampled_from([f"{metric.code}:{code}", f"{metric.zh}：{metric.values[code][0]}"]))
        for metric, code in chosen
    ]
    prefix = data.draw(st.sampled_from(["", PREFIX + "/"]))

    assert (
        grade(prefix + "／".join(data.draw(st.permutations(items))))
        == grade(plain)
        == grade(grade(plain).vector)
    )


@pytest.mark.parametrize(
    ("vector", "zh", "en"),
    [
        (
            "",
            "“”不是“指标:取值”的形式。请在两个斜线之间写成 AV:N 这样的一项。",
            "“” is not of the form metric:value. Write one item such as AV:N between two slashes.",
        ),
        (
            "AV:Q",
            "指标 AV（访问路径）没有取值“Q”。可用：N（网络）、A（邻接）、L（本地）、P（物理）。",
            "Metric AV (access path) has no value “Q”. Known: N (network), A (adjacent), L (local), P (physical).",
        ),
        (
            "AV:N/AV:N",
            "指标 AV（访问路径）出现了两次。请只保留一次。",
            "Metric AV (access path) occurs twice. Keep one of them.",
        ),
        (
            "AV:N/TR:L/PR:N/UI:N/C:H/I:H/A:H/EC:L",
            "缺少指标：FD（修复难度）、SC（影响范围）。请补全。",
            "Metrics are missing: FD (difficulty of fixing), SC (scope of impact). Add them.",
        ),
        (
            "AV:N/TR:L/PR:N/UI:N/C:N/I:N/A:N",
            "保密性、完整性、可用性均为“无”，标准对此不分级。请至少选择一项影响。",
            "C, I and A are all none, which the standard does not grade. State at least one impact.",
        ),
        (
            "AV:N/TR:L/PR:N/UI:N/C:H/I:H/A:H/EC:L/FD:H/SC:N",
            "所据来源没有“影响范围:无”一行，无法综合分级。请去掉 EC、FD、SC，只作技术分级。",
            "The source has no row for scope none, so there is no overall grade. "
            "Leave out EC, FD and SC for the technical grade alone.",
        ),
        (
            "CVSS:3.1/AV:N",
            "这是 CVSS 向量。GB/T 30279 按查表分级，不由 CVSS 换算，请另行给出其指标。",
            "This is a CVSS vector. GB/T 30279 grades by its own tables, not from CVSS: give its metrics.",
        ),
    ],
)
def test_a_bad_vector_is_answered_with_cause_and_remedy(vector, zh, en):
    with pytest.raises(SeverityError) as raised:
        grade(vector)

    assert (raised.value.vector, raised.value.zh, raised.value.en) == (vector, zh, en)


@given(st.text())
def test_any_text_is_graded_or_answered(text):
    try:
        graded = grade(text)
    except SeverityError:
        return
    assert grade(graded.vector) == graded
