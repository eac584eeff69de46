"""The sequencer: entries become leaves of the node's Merkle tree, and checkpoints are signed and leave the node.

One sequencer at a time: the row `tree` of the streams is its lock and holds the tree's size. Entries without a
leaf are taken in the order of their ids; one that commits late is simply taken later (DECISIONS 13).
"""

import os
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings
from django.db import transaction

from bulou.journal import checkpoint, merkle
from bulou.records.models import Checkpoint, Entry, Stream, TreeNode
from bulou.records.signing import origin, signing_key

TREE = "tree"
BATCH = 1000


def sequence(at: datetime, *, batch: int = BATCH) -> int:
    """Fold entries that have no leaf yet into the tree and sign a checkpoint if any were; returns how many."""
    with transaction.atomic(durable=True):
        Stream.objects.get_or_create(key=TREE, defaults={"head": "", "head_at": at})
        tree = Stream.objects.select_for_update().get(key=TREE)
        entries = list(Entry.objects.filter(leaf=None).order_by("id").only("id", "header")[:batch])
        if not entries:
            return 0
        size = tree.length
        leaves = [merkle.leaf_hash(entry.header.encode()) for entry in entries]
        nodes = merkle.extend(stored_node, size, leaves)
        TreeNode.objects.bulk_create([TreeNode(level=n[0], index=n[1], hash=n[2]) for n in nodes])
        for offset, entry in enumerate(entries):
            entry.leaf = size + offset
        Entry.objects.bulk_update(entries, ["leaf"], batch_size=500)
        tree.length = size + len(entries)
        note = _sign(tree, at)
        tree.save()
    _leave(note, at)
    return len(entries)


def _sign(tree: Stream, at: datetime) -> str:
    root = merkle.Tree(stored_node, tree.length).root()
    note = checkpoint.sign(origin(), tree.length, root, signing_key())
    Checkpoint.objects.create(size=tree.length, root=root.hex(), note=note, at=at)
    tree.head, tree.head_at = root.hex(), at
    return note


def _leave(note: str, at: datetime) -> None:
    """Put the checkpoint where backups and people take it away: the newest, and the last of each day."""
    folder = Path(settings.BULOU_HOME) / "checkpoints"
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("latest.txt", f"{at:%Y-%m-%d}.txt"):
        # A draft of one's own: another process may be leaving its checkpoint at the same moment.
        with NamedTemporaryFile("w", dir=folder, prefix=f".{name}.", delete=False) as draft:
            draft.write(note)
        Path(draft.name).chmod(0o644)
        os.replace(draft.name, folder / name)


def stored_node(level: int, index: int) -> bytes:
    """A complete node of the tree, 32 bytes."""
    return bytes(TreeNode.objects.values_list("hash", flat=True).get(level=level, index=index))
