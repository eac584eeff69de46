"""The journal as a file that verifies without a database and without us. What is encrypted stays at home."""

import os
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from bulou.journal.pack import PackEntry, write_pack
from bulou.records.kept import TREE, Kept, checkpoints, chunks, heads, snapshot
from bulou.records.signing import node_verifier


def export(path: str | os.PathLike[str], *, at: datetime) -> int:
    """Write the whole journal to `path`, as it is kept, in one snapshot; returns the number of entries.

    Encrypted fields are withheld: their commitments remain. A journal that was tampered with is exported as it is, for
    a verifier to find. The file is there complete or not at all. `at` is an aware instant. Raises OSError or
    ValueError when the node's keys are not there or `path` cannot be written.
    """
    key = node_verifier()
    with snapshot():
        return write_pack(
            path,
            public_key=key,
            exported_at=at,
            entries=_entries(),
            checkpoints=[note for _size, _root, note in checkpoints()],
            streams=[(head.stream, head.length, head.hash) for head in heads() if head.stream != TREE],
        )


def _entries() -> Iterator[PackEntry]:
    for chunk in chunks():
        for row in chunk:
            yield PackEntry.kept(
                row.header,
                row.stream,
                row.index,
                _shown(row),
                leaf=row.leaf,
                hash=row.hash,
                leaf_hash=row.leaf_hash,
            )


def _shown(row: Kept) -> Any:
    """The payload without its boxes; a payload that is none, as the text that it is."""
    if not isinstance(row.payload, dict):
        return row.payload
    return {
        name: held
        for name, held in row.payload.items()
        if not (isinstance(held, dict) and held.keys() == {"box"})
    }
