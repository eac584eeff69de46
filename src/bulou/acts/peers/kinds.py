"""What becomes of what another organisation sends, by its kind: on this node or from another, the same acts.

A kind is added by one line in `KINDS`; neither transport knows any of them.
"""

from collections.abc import Mapping

from bulou.acts.authority.deciding import ReceiveDecision, ReceiveOpinion
from bulou.acts.authority.deliveries import as_matter, as_news, at_case, at_matter
from bulou.acts.authority.receiving import ReceiveReceipt, ReceiveSupplement, ReceiveWord
from bulou.acts.peers.arrived import Kind
from bulou.acts.peers.reports import as_acknowledgement, as_report, as_void
from bulou.acts.platforms import arriving as filings
from bulou.acts.supervision import arriving as supervising

KINDS: Mapping[str, Kind] = {
    "notification": Kind(as_report, opens=True, answered=True),
    "supplement": Kind(as_report, opens=True, answered=True),
    "acknowledgement": Kind(as_acknowledgement),
    "void": Kind(as_void, opens=True),
    "matter": Kind(as_matter, opens=True, answered=True, speaker=("origin", "organisation")),
    "completion": Kind(at_matter(ReceiveSupplement), answered=True),
    "word": Kind(at_case(ReceiveWord), speaker=("authority",)),
    "receipt": Kind(at_case(ReceiveReceipt), speaker=("authority",)),
    "decision": Kind(at_case(ReceiveDecision), speaker=("authority",)),
    "news": Kind(as_news, opens=True),
    "opinion": Kind(at_matter(ReceiveOpinion, of_sender=False), opens=True, speaker=("authority",)),
    "filing": Kind(filings.filing, opens=True, speaker=("answer_to",), thread="thread"),
    "filing_answer": Kind(filings.answer, speaker=("authority",), thread="thread"),
    "correction": Kind(supervising.correction, opens=True, speaker=("sender",), thread="order"),
    "inspection": Kind(supervising.inspection, opens=True, speaker=("sender",)),
}
