"""Clusters from what was said: the same in any order, split and joined again by saying so, and no CVE joined to another by rule."""

import random
from datetime import UTC, datetime, timedelta
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from bulou.formats.databases import Link, Named, Record, read
from bulou.formats.databases.deriving import Claim, derived, words_of
from bulou.formats.databases.relations import TYPES, RelationType, Statement, clusters, standing
from tests.formats.databases import every_defect

AT = datetime(2026, 11, 22, tzinfo=UTC)
NODES = [
    "cve:CVE-2026-1001",
    "cve:CVE-2026-1002",
    "cnvd:CNVD-2026-0001",
    "cnvd:CNVD-2026-0002",
    "own:QY-1",
    "osv:X-1",
]
STATEMENTS = st.lists(
    st.builds(
        Statement,
        st.sampled_from(NODES),
        st.sampled_from(NODES),
        st.sampled_from(TYPES),
        st.sampled_from(["a", "b"]),
        st.integers(0, 5).map(lambda days: AT + timedelta(days=days)),
        st.sampled_from([50, 90, 100]),
        st.booleans(),
    ),
    max_size=12,
)


def says(a: str, b: str, said: RelationType, day: int = 0, *, human: bool = False) -> Statement:
    return Statement(a, b, said, "x", AT + timedelta(days=day), 90, human)


@given(STATEMENTS, st.randoms(use_true_random=False))
def test_the_same_statements_in_any_order_give_the_same_clusters(
    said: list[Statement], chance: random.Random
) -> None:
    shuffled = list(said)
    chance.shuffle(shuffled)
    turned = [each.turned if chance.random() < 0.5 else each for each in shuffled]

    assert clusters(turned).of == clusters(said).of
    assert {each.pair for each in clusters(turned).blocked} == {each.pair for each in clusters(said).blocked}


@given(STATEMENTS)
def test_only_equal_joins_and_a_separator_always_holds(said: list[Statement]) -> None:
    found = clusters(said)
    stand = standing(said)

    for (a, b), each in stand.items():
        if each.type == "not_equal":
            assert found.of[a] != found.of[b]
        if each.type == "equal" and found.of[a] != found.of[b]:
            assert each in found.blocked
    ways = {frozenset(pair) for pair, each in stand.items() if each.type == "equal"}
    for leader in set(found.of.values()):
        members = set(found.members(leader))
        reached, ahead = {leader}, {leader}
        while ahead:
            ahead = {b for a in ahead for b in members if frozenset((a, b)) in ways} - reached
            reached |= ahead
        assert reached == members


@given(STATEMENTS)
def test_a_split_is_undone_and_a_merge_too_by_replay(said: list[Statement]) -> None:
    before = clusters(said)
    a, b = NODES[0], NODES[2]
    stands = standing(said).get((min(a, b), max(a, b)))
    apart = says(a, b, "not_equal", 10, human=True)
    again = says(
        a,
        b,
        stands.turned.type if stands and stands.a == b else stands.type if stands else "none",
        11,
        human=True,
    )

    split = clusters([*said, apart])
    assert split.of[a] != split.of[b]
    if stands is None or stands.human:
        assert clusters([*said, apart, again]).of.items() >= before.of.items()
    assert clusters([each for each in [*said, apart] if each is not apart]).of == before.of


def test_a_person_outranks_the_machine_whenever_either_spoke() -> None:
    a, b = NODES[0], NODES[2]

    assert clusters([says(a, b, "not_equal", 1, human=True), says(a, b, "equal", 9)]).of == {a: a, b: b}
    assert clusters([says(a, b, "equal", 9), says(a, b, "none", 1, human=True)]).of == {a: a, b: b}
    assert clusters([says(a, b, "not_equal", 9), says(a, b, "equal", 1, human=True)]).of == {a: a, b: a}


def test_the_machine_never_joins_two_numbers_of_one_system_but_a_person_may() -> None:
    chain = [says(NODES[0], NODES[5], "equal"), says(NODES[5], NODES[1], "equal")]

    assert all(len(set(clusters(list(order)).of.values())) == 2 for order in permutations(chain))
    assert len(clusters(chain).blocked) == 1
    joined = clusters([*chain, says(NODES[0], NODES[1], "equal", human=True)])
    assert set(joined.of.values()) == {NODES[0]}
    assert joined.members(NODES[5]) == [NODES[0], NODES[1], NODES[5]]


def follows(*records: Record) -> dict[tuple[str, str], str]:
    claims = [
        Claim(record.node, f"{link.system}:{link.identifier}", link.kind)
        for record in records
        for link in record.links
    ]
    return {
        (a, b): said
        for a, b, said in derived(claims, {each.node: words_of(each) for each in records}).values()
    }


def cnvd(number: int, *cves: int, product: str = "") -> Record:
    links = tuple(Link("same", "cve", f"CVE-2026-{each}") for each in cves)
    return Record(
        system="cnvd",
        identifier=f"CNVD-2026-{number:05}",
        links=links,
        products=(Named(product),) if product else (),
    )


def test_one_to_one_is_equal_and_everything_else_is_less() -> None:
    assert follows(cnvd(1, 1001)) == {("cnvd:CNVD-2026-00001", "cve:CVE-2026-1001"): "equal"}
    assert set(follows(cnvd(1, 1001, 1002)).values()) == {"superset"}
    assert set(follows(cnvd(1, 1001), cnvd(2, 1001)).values()) == {"subset"}
    assert follows(cnvd(1, 1001, 1002), cnvd(2, 1001)) == {
        ("cnvd:CNVD-2026-00001", "cve:CVE-2026-1001"): "overlaps",
        ("cnvd:CNVD-2026-00001", "cve:CVE-2026-1002"): "superset",
        ("cnvd:CNVD-2026-00002", "cve:CVE-2026-1001"): "subset",
    }


def test_products_that_have_nothing_in_common_bar_equality_and_another_script_does_not() -> None:
    flaw = Record(system="cve", identifier="CVE-2026-1001", products=(Named("NetWeaver", "SAP"),))

    assert set(follows(cnvd(1, 1001, product="Cisco IOS XE 17.3"), flaw).values()) == {"related"}
    assert set(follows(cnvd(1, 1001, product="SAP NetWeaver 7.5"), flaw).values()) == {"equal"}
    assert set(follows(cnvd(1, 1001, product="思爱普"), flaw).values()) == {"equal"}


def test_a_number_that_is_not_well_formed_or_only_related_never_makes_equal() -> None:
    odd = Record(system="cnvd", identifier="CNVD-23-1", links=(Link("same", "cve", "CVE-2026-1001"),))
    bid = Record(system="cnvd", identifier="CNVD-2026-00001", links=(Link("same", "bid", "103297"),))
    near = Record(system="osv", identifier="X", links=(Link("related", "cve", "CVE-2026-1001"),))

    assert set(follows(odd, bid, near).values()) == {"related"}


def test_a_file_with_every_defect_joins_no_two_cve_numbers() -> None:
    records = {found.record.node: found.record for found in read(every_defect()) if found.record}
    said = [
        Statement(a, b, kind, "rule", AT, 90, False) for (a, b), kind in follows(*records.values()).items()
    ]  # type: ignore[arg-type]

    found = clusters(said)

    joined = {leader: found.members(leader) for leader in set(found.of.values())}
    assert all(sum(each.startswith("cve:") for each in members) <= 1 for members in joined.values())
    assert {leader for leader, members in joined.items() if len(members) > 1} == {
        f"cve:CVE-2023-{number}" for number in (1007, 1011, 1012, 1014, 1016, 1017, 1018)
    }
