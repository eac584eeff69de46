"""A second verifier of journal exports, after docs/reference/journal.md, importing nothing of bulou.

Run it on EXPORT.jsonl [CHECKPOINT.txt [KEY]], the last two as known from elsewhere. It prints one line per fault:
stream, index and kind between tabs. Exit: 0 whole, 1 broken, 2 not readable at all."""

import json
import pathlib
import sys
from base64 import b64decode, b64encode
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

WRONG = (ValueError, TypeError, LookupError, AttributeError, RecursionError, InvalidSignature)
FAULTS, STREAMS, ENDS, PLACES, CHECKPOINTS = set(), {}, {}, [], {}


def expect(holds, stream, index, kind):
    FAULTS.update([] if holds else [(stream, index, kind)])


def canonical(x):  # RFC 8785 for null, booleans, strings, safe integers, arrays and objects
    if isinstance(x, dict):
        names = sorted(x, key=lambda name: name.encode("utf-16-be"))
        return "{" + ",".join(f"{canonical(name)}:{canonical(x[name])}" for name in names) + "}"
    if isinstance(x, list):
        return "[" + ",".join(map(canonical, x)) + "]"
    if isinstance(x, float) or (isinstance(x, int) and abs(x) >= 2**53):
        raise ValueError(x)
    return json.dumps(x, ensure_ascii=False)  # its escapes are those of RFC 8785 §3.2.2.2


def read_checkpoint(note, key, *where):  # C2SP tlog-checkpoint as a node writes it: a note with one signature
    try:
        (name, digest, public), (size, root, _, signature) = key.split("+", 2), note.split("\n")[1:5]
        public, root, raw = b64decode(public), b64decode(root), b64decode(signature.split(" ")[2])
        body = f"{name}\n{int(size)}\n{b64encode(root).decode()}\n"
        raws = (raw[:4].hex(), sha256(f"{name}\n".encode() + public).hexdigest()[:8], public[0], len(root))
        if (f"{body}\n— {name} {b64encode(raw).decode()}\n", *raws) != (note, digest, digest, 1, 32):
            raise ValueError(note)
        Ed25519PublicKey.from_public_bytes(public[1:]).verify(raw[4:], body.encode())
        CHECKPOINTS.setdefault(int(size), set()).add(root)
    except WRONG:
        expect(False, *where, "signature")


def check_entry(header, payload, leaf, recorded, leaf_hash):  # one entry by itself
    here, data = (header["stream"], header["index"]), canonical(header).encode()
    own = sha256(data).hexdigest()
    STREAMS.setdefault(here[0], []).append((here[1], header["prev"], header["at"], own, recorded))
    expect(own == recorded, *here, "edited")
    if leaf is not None:
        PLACES.append((int(leaf), sha256(b"\0" + data).digest(), *here))
        expect(leaf_hash == PLACES[-1][1].hex(), *here, "leaf")
    for name, field in ({} if payload is None else payload).items():
        salt = bytes.fromhex(field["salt"])
        opened = sha256(b"bulou:field:v1\0" + salt + canonical(field["value"]).encode()).hexdigest()
        expect(len(salt) == 16 and header["commit"].get(name) == opened, *here, "payload")


def gaps(stream, there, end, kind):  # the first number of each gap before end
    for before, after in zip([-1, *sorted(there)], [*sorted(there), end], strict=True):
        expect(before + 1 >= after, stream, before + 1, kind)


def check_stream(stream, seen, entries=None, head=None):  # order, links, times and end of one stream
    last, heads, latest, there, jumps = -1, ("0" * 64,), "", set(), []
    for index, prev, at, *hashes in seen:
        if index in there:
            expect(False, stream, index, "repeated")
            heads += tuple(hashes) if index == last else ()
        elif index == last + 1 or hashes[0] == hashes[1]:  # an edited header may claim any place
            follows, edited = index == last + 1, hashes[0] != hashes[1]  # and its claims are not followed up
            for place in {max(index - 1, 0), index}:  # one of the two was changed
                expect(edited or not follows or prev in heads, stream, place, "link")
            expect(edited or not follows or at >= latest, stream, index, "time")
            jumps += [] if follows else [index]
            last, heads, latest = index, tuple(hashes), latest if edited else at
            there.add(index)
    end = max(there, default=-1) + 1
    gaps(stream, there, max(end, entries or 0), "missing")
    for index in jumps:
        expect(index > 0 and index - 1 not in there, stream, index, "moved")
    if entries is not None:
        whole = entries > end or (entries == end and (end != last + 1 or head in heads))
        expect(whole, stream, min(entries, max(end - 1, 0)), "head")


def check_tree():  # RFC 9162 §2.1.1, with the roots of complete subtrees on a stack
    leaves, stack, highest = {place[0]: place[1] for place in reversed(PLACES)}, [], -1
    for leaf, _, *here in PLACES:
        expect(leaf > highest, *here, "leaf_order")
        highest = max(highest, leaf)
    expect(CHECKPOINTS or not leaves, "tree", 0, "checkpoint")
    gaps("tree", leaves, max([highest + 1, *CHECKPOINTS]), "leaf_missing")
    for size in range(len(leaves) + 1):
        root = stack[-1] if stack else sha256(b"").digest()
        for node in stack[-2::-1] if size in CHECKPOINTS else ():
            root = sha256(b"\1" + node + root).digest()
        expect(CHECKPOINTS.get(size, {root}) == {root}, "tree", size, "root")
        if size not in leaves:
            break
        node, place = leaves[size], size
        while place & 1:
            node, place = sha256(b"\1" + stack.pop() + node).digest(), place >> 1
        stack.append(node)


def verify(path, known=None, expected=None):
    first, *lines, rest = pathlib.Path(path).read_bytes().split(b"\n")
    v, number, digest = json.loads(first), 1, sha256(first + b"\n")
    key = expected or v["public_key"]
    if v["bulou-journal"] != 1:
        raise ValueError(v)
    whole = (first, 4, key, key.split("+")[0]) == (canonical(v).encode(), len(v), v["public_key"], v["node"])
    expect(whole, "file", 1, "line")
    for number, line in enumerate(lines, start=2):
        here, v = ("file", number), None
        try:
            v = json.loads(line.decode())
            here = (v["header"]["stream"], v["header"]["index"]) if "header" in v else here
            expect(canonical(v).encode() == line, *here, "line")
            if set(v) == {"hash", "header", "leaf", "leaf_hash", "payload"}:
                check_entry(v["header"], v["payload"], v["leaf"], v["hash"], v["leaf_hash"])
            elif set(v) == {"entries", "head", "stream"}:
                ENDS[v["stream"]] = (int(v["entries"]), v["head"])
            elif set(v) == {"checkpoint"}:
                read_checkpoint(v["checkpoint"], key, *here)
            else:
                expect(v == {"end": number - 1, "sha256": digest.hexdigest()}, *here, "digest")
        except WRONG:
            expect(False, *here, "line")
        digest.update(line + b"\n")
    expect(not rest and v and "end" in v, "file", number, "cut")
    if known:
        read_checkpoint(pathlib.Path(known).read_text(encoding="utf-8"), key, "tree", 0)
    for stream in {**STREAMS, **ENDS}:
        check_stream(stream, STREAMS.get(stream, []), *ENDS.get(stream, ()))
    check_tree()


if __name__ == "__main__":
    try:
        verify(*sys.argv[1:])
    except (OSError, *WRONG):
        sys.exit(2)
    lines = sorted((tuple(map(str, fault)) for fault in FAULTS), key=lambda at: (at[0], len(at[1]), at))
    sys.stdout.writelines("\t".join(line) + "\n" for line in lines)
    sys.exit(len(FAULTS) > 0)
