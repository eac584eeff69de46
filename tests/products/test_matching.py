"""Affected, not affected or cannot decide: what is open never becomes a no."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bulou.products import (
    Claim,
    Component,
    Inventory,
    Naming,
    Result,
    Rule,
    match,
    one_version,
    read_versions,
)
from bulou.products.configurations import Leaf, Node, claims_of
from tests.products.test_versions import firmware, numbers

QY = Naming("青屿科技有限公司", "QY-4200")


def answers(claims, *components):
    found = match(claims, Inventory(components))
    return [(each.component.ref, each.result.value, each.reasons[0].rule.value) for each in found]


def claim(versions, says="affected", naming=QY, **more):
    return Claim(naming, read_versions(versions), says, **more)


def test_every_answer_says_what_decided():
    claims = [claim("3.1 至 3.4"), claim("3.4.7", "fixed")]
    installed = {
        "in": "3.2", "fixed": "V3.4.7", "out": "3.5", "before": "2.9", "blank": "", "odd": "3.4 build 5", "strange": "蓝",
    }  # fmt: skip

    found = answers(claims, *(Component(ref, QY, version) for ref, version in installed.items()))

    assert found == [
        ("in", "affected", "in_range"),
        ("fixed", "not_affected", "in_fixed"),
        ("out", "not_affected", "out_of_range"),
        ("before", "not_affected", "out_of_range"),
        ("blank", "cannot_decide", "no_version"),
        ("odd", "cannot_decide", "incomparable"),
        ("strange", "cannot_decide", "incomparable"),
    ]


def test_names_that_agree_by_half_are_for_a_person():
    found = answers(
        [claim("3.1 至 3.4")],
        Component("same", Naming("青屿科技", "ＱＹ 4200"), "3.2"),
        Component("other vendor", Naming("H3C", "QY-4200"), "9.9"),
        Component("no vendor", Naming("", "QY-4200"), "9.9"),
        Component("other product", Naming("青屿科技", "QY-4300"), "3.2"),
        Component("one string", Naming("", "青屿科技 QY-4200"), "3.2"),
        Component("alias", Naming("Qingyu", "Gateway 4200", also=(("青屿科技", "QY-4200"),)), "3.2"),
    )

    assert found == [
        ("same", "affected", "in_range"),
        ("other vendor", "cannot_decide", "other_vendor"),
        ("no vendor", "cannot_decide", "no_vendor"),
        ("one string", "affected", "in_range"),
        ("alias", "affected", "in_range"),
    ]


def test_package_urls_name_for_certain():
    lodash = Naming(product="lodash", purl="pkg:npm/lodash@4.17.20")
    found = answers(
        [Claim(Naming(purl="pkg:npm/lodash"), read_versions("< 4.17.21", "npm"), "affected")],
        Component("old", lodash, "4.17.20"),
        Component("new", lodash, "4.17.21"),
        Component("of python", Naming(product="lodash", purl="pkg:pypi/lodash@1.0"), "1.0"),
    )

    assert found == [("old", "affected", "in_range"), ("new", "not_affected", "out_of_range")]


def test_a_model_may_stand_for_many():
    found = answers(
        [claim("*", naming=Naming("青屿", "Gateway", "QY-42??"))],
        Component("fits", Naming("x", "gateway", "QY-4210")),
        Component("longer", Naming("x", "other", "QY-421")),
    )

    assert found == [("fits", "affected", "in_range")]


def test_running_on_is_not_affected():
    """Windows is only what the flawed program runs on: it is named by no claim, and without it nothing is certain."""
    windows, program = Naming("Microsoft", "Windows 11"), Naming("青屿", "QY Client")
    node = Node(True, (Leaf(program, read_versions("< 2.0"), True), Leaf(windows, read_versions("*"), False)))
    claims = claims_of(node)
    client, system = Component("client", program, "1.9"), Component("system", windows, "23H2")

    assert answers(claims, client, system) == [("client", "affected", "in_range")]
    assert answers(claims, client) == [("client", "cannot_decide", "needs")]
    assert answers(claims, system) == []


def test_what_a_document_leaves_open_stays_open():
    named = [
        (claim("2.0"), "only_named"),
        (claim("< 2.0", others="unknown"), "others_unknown"),
        (claim("see advisory"), "unreadable_range"),
        (claim("< 2.0", "under_investigation"), "under_investigation"),
        (claim("< 9.0", contains="OpenSSL"), "contains"),
        (claim("1.0", "not_affected"), "silent"),
    ]

    found = [answers([each], Component("ours", QY, "3.0")) for each, _rule in named]

    assert found == [[("ours", "cannot_decide", rule)] for _each, rule in named]


def test_a_document_that_contradicts_itself_decides_nothing():
    assert answers([claim("< 4.0"), claim("3.0", "fixed")], Component("ours", QY, "3.0")) == [
        ("ours", "cannot_decide", "contradiction")
    ]


@given(
    st.lists(numbers, min_size=2, max_size=2),
    firmware,
    st.sampled_from(["{0} 至 {1}", "<= {1}", ">= {0}, <= {1}", "{1} 及以前"]),
)
@settings(max_examples=300)
def test_a_version_inside_a_range_is_never_not_affected(bounds, version, form):
    """Whatever else is said, what lies between the bounds, or may, is not declared safe."""
    first, last = sorted(bounds, key=lambda text: [int(part) for part in text.split(".")])
    versions = read_versions(form.format(first, last))
    inside = versions.holds(version)
    if versions.readable and inside != "out":
        found = match([Claim(QY, versions, "affected")], Inventory([Component("ours", QY, version)]))

        assert [each.result for each in found] == [
            Result.AFFECTED if inside == "in" else Result.CANNOT_DECIDE
        ]


@given(st.text(max_size=30), firmware)
def test_unknown_never_becomes_a_no(text, version):
    """A range that cannot be read, or a version that cannot be placed, clears nobody."""
    versions = read_versions(text)
    for installed in (version, "", "未知版本"):
        found = match([Claim(QY, versions, "affected")], Inventory([Component("ours", QY, installed)]))
        if versions.holds(installed) == "unknown":
            assert [each.result for each in found] == [Result.CANNOT_DECIDE]


def test_every_rule_is_said_in_both_languages():
    from bulou.products import Reason

    said = [Reason(rule, "甲", "乙") for rule in Rule]

    assert all(each.zh and each.en and "{" not in each.zh + each.en for each in said)


def test_one_version_is_not_read_as_words():
    assert one_version("all").holds("all") == "in"
    assert one_version("all").holds("1.0") == "unknown"
