"""The key with which this node signs its checkpoints; it lives in a file outside the database."""

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from bulou.journal.checkpoint import VerifierKey, read, verifier_key
from bulou.journal.errors import JournalError
from bulou.records.models import Checkpoint

FEW = 10


def origin() -> str:
    """The name under which this node signs its checkpoints: that of its first one, whatever the node is called since.

    A journal keeps one name for life, so that what was kept outside stays comparable. A note that the node's key did
    not sign has no say in it.
    """
    key = signing_key().public_key()
    for note in Checkpoint.objects.order_by("size").values_list("note", flat=True)[:FEW]:
        try:
            return read(note, key).origin
        except JournalError:
            continue
    return f"{settings.BULOU_NODE_NAME}/journal"


def signing_key() -> Ed25519PrivateKey:
    """The node's journal key. Raises OSError or ValueError when its file is missing or is none."""
    seed = bytes.fromhex(Path(settings.BULOU_JOURNAL_KEY_FILE).read_text().strip())
    return Ed25519PrivateKey.from_private_bytes(seed)


def node_verifier() -> VerifierKey:
    """The public half under the node's origin: what others need to verify its checkpoints."""
    return verifier_key(origin(), signing_key())
