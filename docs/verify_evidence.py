"""A second verifier of evidence packs (docs/reference/evidence.md); it needs verify_journal.py beside it, nothing of bulou.

Run it on PACK.zip [KEY [CHECKPOINT.txt]], the last two as known from elsewhere. It prints one line per fault: stream,
index, kind. The summary rests on the signature here. Exit: 0 whole, 1 broken, 2 not readable at all."""

import contextlib
import io
import json
import pathlib
import struct
import sys
import zipfile
from base64 import b64decode, b64encode
from hashlib import sha256

import verify_journal as journal
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from verify_journal import CHECKPOINTS, FAULTS, WRONG, canonical, expect

BROKEN = (*WRONG, zipfile.BadZipFile, RuntimeError, EOFError, OSError, OverflowError, struct.error)


def packed(parts):  # §2: the one zip of these parts
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in sorted(parts):
            about = zipfile.ZipInfo(name)
            about.create_system, about.external_attr = 3, 0o644 << 16
            archive.writestr(about, parts[name])
    return out.getvalue()


def unpacked(raw):
    parts = {}
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            for about in archive.infolist()[:32]:
                with contextlib.suppress(*BROKEN):  # a part that cannot be read is missed below
                    if not about.compress_type and about.file_size <= len(raw):
                        parts[about.filename] = archive.read(about)
    except BROKEN:
        if not raw.startswith(b"PK\3\4"):
            raise ValueError("no zip") from None
    expect(packed(parts) == raw, "file", 0, "zip")
    return parts


def node(left, right):  # a node of the tree
    return sha256(b"\1" + left + right).digest()


def root_of(leaf, place, size, path):  # RFC 9162 §2.1.3: where a path leads
    if not 0 <= place < size or (size == 1) != (not path):
        raise ValueError(path)
    if size == 1:
        return leaf
    half = 1 << ((size - 1).bit_length() - 1)
    if place < half:
        return node(root_of(leaf, place, half, path[:-1]), path[-1])
    return node(path[-1], root_of(leaf, place - half, size - half, path[:-1]))


def both_roots(old, new, proof, known):  # RFC 9162 §2.1.4: the roots that a consistency proof makes
    if old == new:
        (root,) = proof if known is None else [known, *proof]
        return root, root
    half = 1 << ((new - 1).bit_length() - 1)
    if old <= half:
        first, second = both_roots(old, half, proof[:-1], known)
        return first, node(second, proof[-1])
    return tuple(node(proof[-1], each) for each in both_roots(old - half, new - half, proof[:-1], None))


def agrees(wanted, make, *given):
    try:
        return make(*given) == wanted
    except WRONG:
        return False


def check_signature(parts, manifest, key):
    (name, digest, public), written = key.split("+", 2), parts["manifest.json"]
    body = f"bulou-evidence/1\n{sha256(written).hexdigest()}\n"
    raw = b64decode(parts["manifest.sig"].decode().rstrip("\n").rpartition(" ")[2], validate=True)
    public, note = b64decode(public), f"{body}\n— {name} {b64encode(raw).decode()}\n"
    short = sha256(f"{name}\n".encode() + public).hexdigest()[:8]
    claimed = (manifest["public_key"], manifest["node"], raw[:4].hex(), short)
    if (note.encode(), *claimed) != (parts["manifest.sig"], key, name, digest, digest):
        raise ValueError(key)
    Ed25519PublicKey.from_public_bytes(public[1:]).verify(raw[4:], body.encode())
    return canonical(manifest).encode() == written


def check_checkpoints(proofs, key):
    sizes, roots = [], []
    for place, note in enumerate(proofs["checkpoints"]):
        CHECKPOINTS.clear()
        journal.read_checkpoint(note, key, "tree", place)
        sizes += CHECKPOINTS
        roots += [root for found in CHECKPOINTS.values() for root in found]
    for place, proof in enumerate(proofs["consistency"]):
        (old, new), pair = sizes[place : place + 2], tuple(roots[place : place + 2])
        nodes = [bytes.fromhex(each) for each in proof]
        expect(old < new and agrees(pair, both_roots, old, new, nodes, pair[0]), "tree", new, "fork")
    return sizes or [0], roots or [b""]


def check_line(line, whole, size, root):
    header, here = line["header"], (line["header"]["stream"], line["header"]["index"])
    journal.check_entry(header, line["payload"], None, line["hash"], None)
    if here[0] not in whole:
        journal.STREAMS[here[0]].pop()
    digest, path = sha256(b"\0" + canonical(header).encode()).digest(), map(bytes.fromhex, line["path"])
    proven = line["leaf"] is None or agrees(root, root_of, digest, line["leaf"], size, list(path))
    expect(proven, *here, "proof")
    return [*here, line["hash"]]


def verify(path, expected=None, known=None):
    parts = unpacked(pathlib.Path(path).read_bytes())
    try:
        manifest = json.loads(parts["manifest.json"])
        key, whole, listed = expected or manifest["public_key"], manifest["whole"], dict(manifest["parts"])
    except WRONG:
        return expect(False, "manifest.json", 0, "manifest")
    expect(agrees(True, check_signature, parts, manifest, key), "manifest.sig", 0, "unsigned")
    for name in {*listed, *parts, "entries.jsonl", "proofs.json"} - {"manifest.json", "manifest.sig"}:
        data = parts.get(name, b"")
        there = {"sha256": sha256(data).hexdigest(), "size": len(data)}
        expect(name in parts and listed.get(name) == there, name, 0, "part")
    try:
        sizes, roots = check_checkpoints(json.loads(parts["proofs.json"]), key)
    except WRONG:
        return expect(False, "proofs.json", 0, "manifest")
    CHECKPOINTS.clear()
    if known:
        journal.read_checkpoint(pathlib.Path(known).read_text(encoding="utf-8"), key, "tree", 0)
    for size in {*CHECKPOINTS} & {*sizes}:
        expect(CHECKPOINTS[size] == {roots[sizes.index(size)]}, "tree", size, "fork")
    places = []
    for number, raw in enumerate(parts.get("entries.jsonl", b"").splitlines(keepends=True), start=1):
        try:
            line = json.loads(raw)
            expect(canonical(line).encode() + b"\n" == raw, "file", number, "line")
            places.append(check_line(line, whole, sizes[-1], roots[-1]))
        except WRONG:
            expect(False, "file", number, "line")
    for stream, (entries, head) in whole.items():
        journal.check_stream(stream, journal.STREAMS.get(stream, []), entries, head)
    expect(manifest["taken"] in places, "manifest.json", 0, "manifest")


if __name__ == "__main__":
    try:
        verify(*sys.argv[1:])
    except (OSError, *WRONG):
        sys.exit(2)
    for fault in sorted((tuple(map(str, fault)) for fault in FAULTS), key=lambda at: (at[0], len(at[1]), at)):
        sys.stdout.write("\t".join(fault) + "\n")
    sys.exit(len(FAULTS) > 0)
