"""The tree against the published vectors of the Certificate Transparency reference, and against the RFC's recursion."""

import hashlib
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulou.journal.merkle import (
    EMPTY_ROOT,
    Levels,
    Tree,
    extend,
    leaf_hash,
    node_hash,
    verify_consistency,
    verify_inclusion,
)

# The eight leaves, roots and proofs that certificate-transparency and transparency-dev/merkle publish.
DATA = [
    bytes.fromhex(text)
    for text in (
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
    )
]  # fmt: skip
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
INCLUSION = {
    (0, 1): [],
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
    (1, 5): [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
CONSISTENCY = {
    (1, 1): [],
    (1, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 5): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
    (6, 7): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
}

sizes = st.integers(min_value=0, max_value=300)


def grown(size: int) -> Tree:
    levels = Levels()
    for number in range(size):
        levels.add(leaf_hash(str(number).encode()))
    return levels.tree()


def by_definition(leaves: list[bytes]) -> bytes:
    """RFC 9162 §2.1.1, word for word."""
    if not leaves:
        return hashlib.sha256().digest()
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return node_hash(by_definition(leaves[:k]), by_definition(leaves[k:]))


def test_roots_are_the_published_ones():
    levels = Levels()
    roots = [levels.tree().root().hex()]
    for data in DATA:
        levels.add(leaf_hash(data))
        roots.append(levels.tree().root().hex())

    assert roots == ROOTS


def test_proofs_are_the_published_ones():
    levels = Levels()
    for data in DATA:
        levels.add(leaf_hash(data))
    tree = levels.tree()

    assert {(i, n): [part.hex() for part in tree.inclusion(i, n)] for i, n in INCLUSION} == INCLUSION
    assert {(m, n): [part.hex() for part in tree.consistency(m, n)] for m, n in CONSISTENCY} == CONSISTENCY


@given(size=sizes, n=sizes)
def test_an_earlier_root_is_computed_from_the_levels_of_a_later_tree(size, n):
    n = min(n, size)
    leaves = [leaf_hash(str(number).encode()) for number in range(n)]

    assert grown(size).root(n) == by_definition(leaves)


@given(size=st.integers(1, 300), data=st.data())
def test_every_leaf_is_proven_and_no_other_leaf_passes_in_its_place(size, data):
    i = data.draw(st.integers(0, size - 1))
    j = data.draw(st.integers(0, size - 1).filter(lambda j: j != i or size == 1))
    tree = grown(size)
    path, root = tree.inclusion(i), tree.root()

    assert verify_inclusion(tree.get(0, i), i, size, path, root)
    assert size == 1 or not verify_inclusion(tree.get(0, j), i, size, path, root)
    assert size == 1 or not verify_inclusion(tree.get(0, i), j, size, path, root)
    assert not verify_inclusion(tree.get(0, i), i, size, [*path, root], root)


@given(m=sizes, n=sizes)
def test_a_tree_is_shown_to_continue_every_earlier_one_and_no_forged_one(m, n):
    m, n = min(m, n), max(m, n)
    tree = grown(n)
    proof = tree.consistency(m)
    old, new = tree.root(m), tree.root()
    forged = leaf_hash(b"forged")

    assert verify_consistency(m, n, proof, old, new)
    assert not verify_consistency(m, n, proof, forged, new)
    assert m in (0, n) or not verify_consistency(m, n, proof, old, forged)
    for place in range(len(proof)):
        assert not verify_consistency(m, n, [*proof[:place], forged, *proof[place + 1 :]], old, new)
        assert not verify_consistency(m, n, proof[:place], old, new)


@given(parts=st.lists(st.integers(0, 40), max_size=8))
def test_appending_in_batches_stores_the_nodes_that_appending_one_by_one_completes(parts):
    stored: dict[tuple[int, int], bytes] = {}
    leaves = [leaf_hash(str(number).encode()) for number in range(sum(parts))]
    bounds = [0]
    for part in parts:
        bounds.append(bounds[-1] + part)

    def get(level: int, index: int) -> bytes:
        return stored[level, index]

    for start, end in pairwise(bounds):
        new = extend(get, start, leaves[start:end])
        assert not stored.keys() & {(level, index) for level, index, _ in new}
        stored.update({(level, index): digest for level, index, digest in new})

    levels = grown(len(leaves))
    one_by_one = {}
    for level in range(12):
        for index in range(len(leaves) >> level):
            one_by_one[level, index] = levels.get(level, index)
    assert stored == one_by_one


def test_reads_grow_with_the_logarithm():
    levels = Levels()
    for number in range(10_000):
        levels.add(leaf_hash(str(number).encode()))
    reads: list[tuple[int, int]] = []

    def get(level: int, index: int) -> bytes:
        reads.append((level, index))
        return levels.get(level, index)

    tree = Tree(get, 9_999)
    counts = []
    for ask in (
        lambda: tree.root(),
        lambda: tree.inclusion(1234),
        lambda: tree.consistency(5555),
        lambda: tree.append(*[b"x" * 32] * 1000),
    ):
        reads.clear()
        ask()
        counts.append(len(reads))

    assert max(counts) <= 2 * (10_000).bit_length()


def test_questions_outside_the_tree_are_refused():
    tree = grown(5)

    assert tree.root(0) == EMPTY_ROOT
    for ask in (
        lambda: tree.root(6),
        lambda: tree.inclusion(5),
        lambda: tree.consistency(4, 3),
        lambda: tree.root(-1),
    ):
        with pytest.raises(IndexError):
            ask()
    assert not verify_inclusion(b"", 0, 0, [], EMPTY_ROOT)
    assert not verify_consistency(3, 2, [], EMPTY_ROOT, EMPTY_ROOT)
