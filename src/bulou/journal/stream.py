"""The chain of one stream, checked as its entries come by; and the whole check of a stream at hand."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from bulou.journal.entry import GENESIS, Header
from bulou.journal.fault import Fault, fault


@dataclass(slots=True)
class Walk:
    """Follows one stream. Feed it every entry with `step`, then ask `ends` for what is missing or out of place.

    It remembers a few words per stream, and an index only for entries that came after a gap.
    """

    stream: str
    last: int = -1
    heads: tuple[str, ...] = (GENESIS,)
    at: str = ""
    run: int = 0
    strays: set[int] = field(default_factory=set)
    jumps: list[int] = field(default_factory=list)

    def step(self, index: int, prev: str, at: str, *hashes: str) -> Iterator[Fault]:
        """What is wrong with the next entry that came by.

        `hashes` are the hash of the header and the one recorded for it; the successor may name either, so that an
        edited entry is named alone and not its successor too.
        """
        if index < self.run or index in self.strays:
            if index == self.last:
                self.heads += hashes
            yield fault(self.stream, index, "repeated")
            return
        edited = hashes[0] != hashes[-1]
        if edited and index != self.last + 1:
            return  # an edited header may claim any place: its own stays empty and is named as missing
        if index != self.last + 1:
            self.jumps.append(index)
        elif not edited:
            if prev not in self.heads:  # the chain alone cannot tell which of the two was changed
                yield from (
                    fault(self.stream, place, "link") for place in range(max(index - 1, 0), index + 1)
                )
            if at < self.at:
                yield fault(self.stream, index, "time", at)
        self.last, self.heads, self.at = index, hashes, self.at if edited else at
        if index == self.run:
            self.run += 1
        else:
            self.strays.add(index)

    def ends(self, entries: int | None = None, head: str | None = None) -> Iterator[Fault]:
        """What is missing, moved, or different from the recorded end (number of entries, hash of the last)."""
        present = [(0, self.run)] if self.run else []
        for index in sorted(self.strays):
            if present and present[-1][1] == index:
                present[-1] = (present[-1][0], index + 1)
            else:
                present.append((index, index + 1))
        end = present[-1][1] if present else 0
        gaps = zip(
            [0, *(stop for _, stop in present)], [*(start for start, _ in present), entries or 0], strict=True
        )
        for start, stop in gaps:
            if start < stop:
                yield fault(self.stream, start, "missing", span(start, stop))
        for index in self.jumps:
            if index == 0 or any(start <= index - 1 < stop for start, stop in present):
                yield fault(self.stream, index, "moved")
        if entries is None or entries > end:
            return
        # The hash of the last entry is at hand only if the entries came in order; if not, that is a fault already.
        if entries < end or (self.last == end - 1 and head not in self.heads):
            yield fault(self.stream, min(entries, max(end - 1, 0)), "head", f"{entries} {head}")


def span(start: int, stop: int) -> str:
    """`5` or `5–9` for the numbers from start up to and without stop."""
    return str(start) if stop - start == 1 else f"{start}–{stop - 1}"


def verify_stream(headers: Iterable[Header], *, hashes: Sequence[str] | None = None) -> list[Fault]:
    """What is wrong with the whole stream of these headers, given in the order in which they are kept.

    `hashes`, if given, are the hashes recorded for them, and an edited entry is named exactly. Without them an entry
    is held against the `prev` of its successor, and nothing but the tree vouches for the last one.
    """
    held = list(headers)
    if not held:
        return []
    computed = [header.hash() for header in held]
    recorded = list(hashes) if hashes is not None else _attested(held, computed)
    walk = Walk(held[0].stream)
    faults: list[Fault] = []
    for header, own, kept in zip(held, computed, recorded, strict=True):
        if header.stream != walk.stream or own != kept:
            faults.append(fault(header.stream, header.index, "edited"))
        if header.stream == walk.stream:
            faults.extend(walk.step(header.index, header.prev, header.at, own, kept))
    return [*faults, *walk.ends()]


def _attested(held: Sequence[Header], computed: Sequence[str]) -> list[str]:
    """For each header the hash that its successor names, where the successor is itself unsuspected."""
    attested = list(computed)
    for place in range(len(held) - 2, -1, -1):
        follows = held[place + 1].index == held[place].index + 1
        if follows and attested[place + 1] == computed[place + 1]:
            attested[place] = held[place + 1].prev
    return attested
