"""The evidence pack: one zip with entries, their proofs and what follows from them, verified by a stranger without a database.

`writing` makes it, `story` derives its summary, `archive` reads a zip that may be hostile, `verifying` holds all of it against
the node's key. The format is specified in docs/reference/evidence.md; docs/verify_evidence.py is a second verifier.
"""

from bulou.journal.evidence.verifying import Examined, examine
from bulou.journal.evidence.writing import Manifest, Proofs, Proven, entry_line, make

__all__ = ["Examined", "Manifest", "Proofs", "Proven", "entry_line", "examine", "make"]
