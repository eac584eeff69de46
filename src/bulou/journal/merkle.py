"""The Merkle tree of RFC 9162 §2.1 (the hashing of RFC 6962) over levels that somebody else keeps.

Level 0 holds the leaf hashes; node (level, index) covers the leaves index·2^level up to (index+1)·2^level − 1 and
is stored once it is complete, after which it never changes. Everything else is computed from O(log n) such nodes,
read through `get(level, index) -> bytes`. A proof never reads leaves one by one.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

Get = Callable[[int, int], bytes]
"""Reads the 32 bytes of one stored node, given its level and its index there."""

Node = tuple[int, int, bytes]
"""A node that became complete and must be stored: level, index, hash."""

EMPTY_ROOT = hashlib.sha256().digest()
"""The root of the tree without leaves."""


def leaf_hash(data: bytes) -> bytes:
    """RFC 9162 §2.1.1: SHA-256(0x00 || data). Our leaf data are header bytes."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """RFC 9162 §2.1.1: SHA-256(0x01 || left || right)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def extend(get: Get, size: int, leaves: Iterable[bytes]) -> list[Node]:
    """The nodes that become complete when leaf hashes are appended to a tree of `size` leaves, lowest first.

    The caller stores them all with the new size, in one transaction. Reads at most log2(size) nodes for the whole
    batch: one left neighbour per level.
    """
    new: list[Node] = []
    fresh: dict[tuple[int, int], bytes] = {}
    for index, value in enumerate(leaves, start=size):
        level, place, digest = 0, index, value
        new.append((level, place, digest))
        fresh[level, place] = digest
        while place & 1:
            left = fresh.get((level, place - 1))
            digest = node_hash(get(level, place - 1) if left is None else left, digest)
            level, place = level + 1, place >> 1
            new.append((level, place, digest))
            fresh[level, place] = digest
    return new


@dataclass(frozen=True, slots=True)
class Tree:
    """The tree of the first `size` leaves, read through `get`. Nothing is kept between calls."""

    get: Get
    size: int

    def append(self, *leaves: bytes) -> list[Node]:
        """The nodes to store when these leaf hashes are appended; see `extend`."""
        return extend(self.get, self.size, leaves)

    def root(self, n: int | None = None) -> bytes:
        """The root over the first n leaves (all of them by default)."""
        n = self.size if n is None else n
        self._within(n)
        return EMPTY_ROOT if n == 0 else self._subtree(0, n)

    def inclusion(self, i: int, n: int | None = None) -> list[bytes]:
        """The path of RFC 9162 §2.1.3.1 that shows leaf i in the tree of n leaves, nearest sibling first."""
        n = self.size if n is None else n
        self._within(n)
        if not 0 <= i < n:
            raise IndexError(f"no leaf {i} in a tree of {n} leaves")
        path: list[bytes] = []
        start, end = 0, n
        while end - start > 1:
            middle = start + _split(end - start)
            if i < middle:
                path.append(self._subtree(middle, end))
                end = middle
            else:
                path.append(self._subtree(start, middle))
                start = middle
        path.reverse()
        return path

    def consistency(self, m: int, n: int | None = None) -> list[bytes]:
        """The proof of RFC 9162 §2.1.4.1 that the tree of n leaves continues the tree of m; empty if m is 0 or n."""
        n = self.size if n is None else n
        self._within(n)
        if not 0 <= m <= n:
            raise IndexError(f"a tree of {n} leaves does not continue one of {m}")
        if m in (0, n):
            return []
        proof: list[bytes] = []
        start, end = 0, n
        while end != m:
            middle = start + _split(end - start)
            if m <= middle:
                proof.append(self._subtree(middle, end))
                end = middle
            else:
                proof.append(self._subtree(start, middle))
                start = middle
        if start:
            proof.append(self._subtree(start, m))
        proof.reverse()
        return proof

    def _within(self, n: int) -> None:
        if not 0 <= n <= self.size:
            raise IndexError(f"the tree has {self.size} leaves, not {n}")

    def _subtree(self, start: int, end: int) -> bytes:
        """The hash over leaves start…end−1, where start is a multiple of the next power of two."""
        digest: bytes | None = None
        while end > start:  # the complete subtrees from right to left, the smallest first
            level = _lowest_bit(end - start)
            part = self.get(level, (end - 1) >> level)
            digest = part if digest is None else node_hash(part, digest)
            end -= 1 << level
        assert digest is not None
        return digest


def _split(n: int) -> int:
    """The largest power of two smaller than n (n > 1)."""
    return 1 << ((n - 1).bit_length() - 1)


def _lowest_bit(n: int) -> int:
    return (n & -n).bit_length() - 1


def verify_inclusion(leaf: bytes, i: int, n: int, path: Sequence[bytes], root: bytes) -> bool:
    """RFC 9162 §2.1.3.2: whether the leaf hash stands at place i of the tree of n leaves with this root."""
    if not 0 <= i < n:
        return False
    place, last, digest = i, n - 1, leaf
    for sibling in path:
        if last == 0:
            return False
        if place & 1 or place == last:
            digest = node_hash(sibling, digest)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            digest = node_hash(digest, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and digest == root


def verify_consistency(m: int, n: int, proof: Sequence[bytes], old_root: bytes, root: bytes) -> bool:
    """RFC 9162 §2.1.4.2: whether the tree of n leaves with `root` continues the tree of m with `old_root`."""
    if not 0 <= m <= n:
        return False
    if m == n:
        return not proof and old_root == root
    if m == 0:
        return not proof and old_root == EMPTY_ROOT
    path = list(proof)
    if m & (m - 1) == 0:  # the old tree is itself a complete subtree of the new
        path.insert(0, old_root)
    if not path:
        return False
    place, last = m - 1, n - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    old = new = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            new = node_hash(new, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and old == old_root and new == root


@dataclass(slots=True)
class Levels:
    """Nodes kept in memory, 64 bytes per leaf: a small store for `Tree`, and what a verifier recomputes into."""

    nodes: list[bytearray] = field(default_factory=lambda: [bytearray()])

    @property
    def size(self) -> int:
        """How many leaves there are."""
        return len(self.nodes[0]) // 32

    def get(self, level: int, index: int) -> bytes:
        """One stored node."""
        return bytes(self.nodes[level][index * 32 : index * 32 + 32])

    def add(self, leaf: bytes) -> None:
        """Append one leaf hash and every node that it completes."""
        digest = leaf
        for nodes in self.nodes:
            nodes += digest
            if len(nodes) & 32:  # an odd number of nodes: nothing above is complete yet
                return
            digest = hashlib.sha256(b"\x01" + nodes[-64:]).digest()
        self.nodes.append(bytearray(digest))

    def tree(self) -> Tree:
        """The tree over what has been added so far."""
        return Tree(self.get, self.size)
