"""What happened, provably: canonical bytes, salted commitments, chained streams, Merkle tree, checkpoints.

Pure: no database, no clock, no network. The format is specified in docs/reference/journal.md, and a second
verifier that shares no code with this package stands in docs/verify_journal.py.
"""

from bulou.journal.encoding import canonical, instant
from bulou.journal.entry import GENESIS, Header, Payload, commit, opens, seal
from bulou.journal.fault import Fault

__all__ = ["GENESIS", "Fault", "Header", "Payload", "canonical", "commit", "instant", "opens", "seal"]
