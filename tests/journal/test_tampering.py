"""Two hundred random tamperings of an export: all found, and named by two verifiers that share no code."""

import hashlib
import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bulou.journal import canonical
from bulou.journal.errors import UnreadablePack
from bulou.journal.merkle import leaf_hash
from bulou.journal.pack import verify_pack

from .conftest import entry_of, mend

many = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


class Forger:
    """Draws one tampering and says which entries it touched, or none if it touched no entry."""

    def __init__(self, draw: st.DataObject, raw: bytes, entries: int) -> None:
        self.draw, self.raw, self.entries = draw.draw, raw, entries
        self.lines = raw.split(b"\n")[:-1]

    def place(self, label: str) -> int:
        return self.draw(st.integers(1, self.entries), label=label)

    def byte_anywhere(self) -> tuple[bytes, set[tuple[str, int]]]:
        at = self.draw(st.integers(0, len(self.raw) - 1))
        change = self.draw(st.integers(1, 255))
        number = self.raw.count(b"\n", 0, at)
        touched = {entry_of(self.lines[number])} if 1 <= number <= self.entries else set()
        return self.raw[:at] + bytes([self.raw[at] ^ change]) + self.raw[at + 1 :], touched

    def byte_of_an_entry(self) -> tuple[bytes, set[tuple[str, int]]]:
        number = self.place("entry")
        line = bytearray(self.lines[number])
        line[self.draw(st.integers(0, len(line) - 1))] ^= self.draw(st.integers(1, 255))
        joined = b"\n".join([*self.lines[:number], bytes(line), *self.lines[number + 1 :]])
        return mend(joined.split(b"\n")), {entry_of(self.lines[number])}

    def deletion(self) -> tuple[bytes, set[tuple[str, int]]]:
        number = self.place("entry")
        return mend(self.lines[:number] + self.lines[number + 1 :]), {entry_of(self.lines[number])}

    def copy(self) -> tuple[bytes, set[tuple[str, int]]]:
        number, to = self.place("entry"), self.place("to")
        return mend([*self.lines[:to], self.lines[number], *self.lines[to:]]), {entry_of(self.lines[number])}

    def forged_insertion(self) -> tuple[bytes, set[tuple[str, int]]]:
        """A new entry that claims the place of an existing one and follows properly on its predecessor."""
        number = self.place("entry")
        value = json.loads(self.lines[number])
        value["header"]["act"] = "Forged"
        value["hash"] = hashlib.sha256(canonical(value["header"])).hexdigest()
        value["leaf_hash"] = (
            leaf_hash(canonical(value["header"])).hex() if value["leaf"] is not None else None
        )
        lines = [*self.lines[:number], canonical(value), *self.lines[number:]]
        return mend(lines), {entry_of(self.lines[number])}

    def swap(self) -> tuple[bytes, set[tuple[str, int]]]:
        first, other = sorted((self.place("one"), self.place("other")))
        lines = list(self.lines)
        stream = entry_of(lines[first])[0]
        in_tree = json.loads(lines[other])["leaf"] is not None
        touched = {entry_of(lines[first])}
        if first == other or not (in_tree or entry_of(lines[other])[0] == stream):
            return self.deletion()  # between streams of the tail, the order of lines means nothing
        lines[first], lines[other] = lines[other], lines[first]
        return mend(lines), touched

    def truncation(self) -> tuple[bytes, set[tuple[str, int]]]:
        return self.raw[: self.draw(st.integers(0, len(self.raw) - 1))], set()

    def resealed_edit(self) -> tuple[bytes, set[tuple[str, int]]]:
        """An edit whose entry got a new hash to match, as one with access to the row could write it."""
        number = self.place("entry")
        value = json.loads(self.lines[number])
        name = self.draw(st.sampled_from(["act", "actor", "verdict", "at", "prev"]))
        value["header"][name] = {"at": "2020-01-01T00:00:00.000000Z", "prev": "f" * 64}.get(name, "forged")
        value["hash"] = hashlib.sha256(canonical(value["header"])).hexdigest()
        return mend([*self.lines[:number], canonical(value), *self.lines[number + 1 :]]), {
            entry_of(self.lines[number])
        }


FORGERIES = [name for name in vars(Forger) if not name.startswith("_") and name not in ("place", "draw")]


@many
@given(data=st.data())
def test_two_hundred_random_tamperings_are_found_and_named_by_both_verifiers(journal, second, tmp_path, data):
    path = journal.write(tmp_path / "j.jsonl")
    forger = Forger(data, path.read_bytes(), len(journal.entries))
    tampered, touched = getattr(forger, data.draw(st.sampled_from(FORGERIES)))()
    if tampered == forger.raw:
        return
    path.write_bytes(tampered)
    real = {(header.stream, header.index) for header, _ in journal.entries}

    code, theirs = second(path)
    try:
        ours = {(fault.stream, fault.index) for fault in verify_pack(path)}
    except UnreadablePack:
        assert code == 2
        return

    assert ours
    assert touched <= ours
    assert code in (1, 2)
    assert code == 2 or touched <= theirs
    assert code == 2 or ours & real == theirs & real
