import json

from click.testing import CliRunner

from bulou.entrypoints.cli.severity import severity


def run(*arguments):
    return CliRunner().invoke(severity, arguments)


def test_gbt30279_shows_both_grades_and_the_source_status():
    result = run("gbt30279", "AV:N/TR:L/PR:N/UI:N/C:H/I:H/A:H/EC:M/FD:M/SC:M")

    assert result.exit_code == 0
    assert result.output == (
        "GBT30279:2020/AV:N/TR:L/PR:N/UI:N/C:H/I:H/A:H/EC:M/FD:M/SC:M\n"
        "技术分级 technical: 超危 critical（被利用性 9，影响程度 9）\n"
        "综合分级 overall:   高危 high（环境因素 6）\n"
        "分级表取自单一公开来源，未经与标准附录核对。 "
        "The tables come from one public source and are not confirmed against the standard's annexes.\n"
    )


def test_gbt30279_json_is_one_document():
    result = run("gbt30279", "AV:N/TR:L/PR:N/UI:N/C:H/I:N/A:N", "--json")

    assert result.exit_code == 0
    assert json.loads(result.stdout) == {
        "standard": "GB/T 30279-2020",
        "vector": "GBT30279:2020/AV:N/TR:L/PR:N/UI:N/C:H/I:N/A:N",
        "exploitability": 9,
        "impact": 4,
        "environment": None,
        "technical": {"grade": "high", "zh": "高危"},
        "overall": None,
        "source_status": {
            "zh": "分级表取自单一公开来源，未经与标准附录核对。",
            "en": "The tables come from one public source and are not confirmed against the standard's annexes.",
        },
    }


def test_cvss_shows_score_and_rating():
    result = run("cvss", "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H/E:P")

    assert (result.exit_code, result.output) == (
        0,
        "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H/E:P\nCVSS 3.1: 10.0 严重 critical\n时间 temporal: 9.4\n",
    )


def test_cvss_json_is_one_document():
    result = run("cvss", "--json", "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H")

    assert json.loads(result.stdout) == {
        "vector": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H",
        "version": "3.1",
        "score": 10.0,
        "rating": "critical",
        "rating_zh": "严重",
        "temporal": None,
        "environmental": None,
    }


def test_a_bad_vector_exits_2_in_both_languages():
    result = run("cvss", "AV:N")

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "向量缺少版本前缀。请以 CVSS:3.1/ 或 CVSS:4.0/ 开头。\n"
        "The vector has no version prefix. Begin it with CVSS:3.1/ or CVSS:4.0/.\n"
    )


def test_a_bad_vector_with_json_still_prints_one_document():
    result = run("gbt30279", "--json", "AV:N/AV:N")

    assert (result.exit_code, result.stderr) == (2, "")
    assert json.loads(result.stdout) == {
        "error": {
            "zh": "指标 AV（访问路径）出现了两次。请只保留一次。",
            "en": "Metric AV (access path) occurs twice. Keep one of them.",
        }
    }
