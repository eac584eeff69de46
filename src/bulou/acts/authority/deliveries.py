"""What organisations of one node send each other besides reports, by its kind: which act receives it.

Beside the table of `acts.peers.kinds`, and of the same form: a kind that is to travel between nodes moves there once its
sender can be held against the node that it comes from.
"""

from collections.abc import Callable, Mapping
from uuid import UUID

from bulou.acts.act import Act
from bulou.acts.authority.deciding import ReceiveDecision, ReceiveOpinion
from bulou.acts.authority.receiving import (
    ReceiveMatter,
    ReceiveNews,
    ReceiveReceipt,
    ReceiveSupplement,
    ReceiveWord,
    ReceivingAct,
)
from bulou.acts.peers.kinds import Arrived, Kind
from bulou.acts.platforms import arriving
from bulou.journal import canonical
from bulou.records.authorities import is_case_of, matter_of


class NotYet(Exception):
    """What the delivery is about has not arrived: it is to be tried again."""


def _matter(arrived: Arrived) -> Act:
    said = dict(arrived.content["said"])
    return ReceiveMatter(
        organisation_id=arrived.organisation_id,
        raw=canonical(said),
        content=said,
        kind=arrived.content["kind"],
        origin=arrived.content["origin"],
        key=arrived.key,
    )


def _at_case(act: type[ReceivingAct]) -> Callable[[Arrived], Act | None]:
    """For a case that the content names, which must be one of the organisation that it is delivered to."""

    def receive(arrived: Arrived) -> Act | None:
        case_id = UUID(str(arrived.content["case"]))
        if not is_case_of(arrived.organisation_id, case_id):
            return None
        return act(case_id=case_id, key=arrived.key, content=arrived.content)

    return receive


def _at_matter(act: type[ReceivingAct]) -> Callable[[Arrived], Act | None]:
    """For the matter that came of what the sender calls `reference`. Raises NotYet while it is on its way."""

    def receive(arrived: Arrived) -> Act | None:
        case_id = matter_of(arrived.organisation_id, UUID(str(arrived.content["reference"])))
        if case_id is None:
            raise NotYet
        return act(case_id=case_id, key=arrived.key, content=arrived.content)

    return receive


HERE: Mapping[str, Kind] = {
    "matter": Kind(_matter, opens=True),
    "word": Kind(_at_case(ReceiveWord)),
    "receipt": Kind(_at_case(ReceiveReceipt)),
    "decision": Kind(_at_case(ReceiveDecision)),
    "completion": Kind(_at_matter(ReceiveSupplement)),
    "news": Kind(_at_matter(ReceiveNews)),
    "opinion": Kind(_at_matter(ReceiveOpinion)),
    "filing": Kind(arriving.filing, opens=True),
    "filing_answer": Kind(arriving.answer),
}
