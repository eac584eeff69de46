import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulou.severity import Cvss, SeverityError

LOG4SHELL = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H"


def test_a_31_vector_gives_the_base_score():
    assert Cvss.parse(LOG4SHELL) == Cvss(LOG4SHELL, "3.1", 10.0, "critical")


def test_a_40_vector_gives_one_score_of_all_metrics():
    vector = "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N"

    assert Cvss.parse(vector) == Cvss(vector, "4.0", 9.3, "critical")
    assert Cvss.parse(vector + "/E:U") == Cvss(vector + "/E:U", "4.0", 8.1, "high")


def test_temporal_and_environmental_scores_appear_only_when_the_vector_has_their_metrics():
    base = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"

    assert Cvss.parse(base + "/E:U").temporal == 9.0
    assert Cvss.parse(base + "/E:U").environmental is None
    assert Cvss.parse(base + "/E:X/MAV:L").temporal is None
    assert Cvss.parse(base + "/E:X/MAV:L").environmental == 8.4


def test_the_vector_is_kept_in_canonical_order():
    assert Cvss.parse(" CVSS:3.1/A:N/I:N/C:L/S:U/UI:N/PR:N/AC:L/AV:N/RL:X\n") == Cvss(
        "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:L/I:N/A:N", "3.1", 5.3, "medium"
    )


def test_no_impact_is_rated_none():
    read = Cvss.parse("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N")

    assert (read.score, read.rating, read.rating_zh) == (0.0, "none", "无")


@pytest.mark.parametrize(
    ("vector", "zh", "en"),
    [
        (
            "AV:N/AC:L",
            "向量缺少版本前缀。请以 CVSS:3.1/ 或 CVSS:4.0/ 开头。",
            "The vector has no version prefix. Begin it with CVSS:3.1/ or CVSS:4.0/.",
        ),
        (
            "CVSS:3.0/AV:N",
            "不支持 CVSS:3.0：只接受 CVSS 3.1 与 4.0。请换用 CVSS:3.1/ 或 CVSS:4.0/ 开头的向量。",
            "CVSS:3.0 is not supported, only CVSS 3.1 and 4.0 are. Give a vector beginning CVSS:3.1/ or CVSS:4.0/.",
        ),
        (
            "CVSS:3.1/AV:N/AC:L/PR:N",
            "缺少必填指标：UI、S、C、I、A。请补全。",
            "Mandatory metrics are missing: UI, S, C, I, A. Add them.",
        ),
        (
            "CVSS:3.1/AV:X",
            "指标 AV 没有取值“X”。可用：N、A、L、P。",
            "Metric AV has no value “X”. Known ones: N, A, L, P.",
        ),
        (
            "CVSS:4.0/AV:N/AV:L",
            "指标 AV 出现了两次。请只保留一次。",
            "Metric AV occurs twice. Keep one of them.",
        ),
        (
            LOG4SHELL + "/",
            "“”不是“指标:取值”的形式。请在两个斜线之间写成 AV:N 这样的一项。",
            "“” is not of the form metric:value. Write one item such as AV:N between two slashes.",
        ),
    ],
)
def test_a_bad_vector_is_answered_with_cause_and_remedy(vector, zh, en):
    with pytest.raises(SeverityError) as raised:
        Cvss.parse(vector)

    assert (raised.value.vector, raised.value.zh, raised.value.en) == (vector, zh, en)


@given(
    st.one_of(
        st.text(),
        st.text("AVCPRUISNLH:/X.01", max_size=30).map("CVSS:3.1/".__add__),
        st.text("AVCPRUITSNLH:/X.01", max_size=30).map("CVSS:4.0/".__add__),
    )
)
def test_any_text_is_read_or_answered(text):
    try:
        read = Cvss.parse(text)
    except SeverityError:
        return
    assert Cvss.parse(read.vector) == read
