"""What organisations and authorities send each other about matters and cases, by its kind (`acts.peers.kinds`).

What came from another node is held against the conversation that it came in: it speaks of that conversation's case, or of a
matter that its sender itself has sent.
"""

from collections.abc import Callable
from uuid import UUID

from bulou.acts.act import Act
from bulou.acts.authority.receiving import ReceiveMatter, ReceiveNews, ReceivingAct
from bulou.acts.peers.arrived import Arrived, NotYet, Unfit
from bulou.journal import canonical
from bulou.records.authorities import is_case_of, matter_of, matter_told_of


def as_matter(arrived: Arrived) -> Act:
    """Something for an authority: a case of its own."""
    said = dict(arrived.content["said"])
    if arrived.case_id is not None:
        raise Unfit
    return ReceiveMatter(
        organisation_id=arrived.organisation_id,
        raw=canonical(said),
        content=said,
        kind=arrived.content["kind"],
        origin=dict(arrived.content["origin"]),
        key=arrived.key,
    )


def at_case(act: type[ReceivingAct]) -> Callable[[Arrived], Act]:
    """For a case that the content names, which must be one of the organisation that it is delivered to."""

    def receive(arrived: Arrived) -> Act:
        case_id = UUID(str(arrived.content["case"]))
        elsewhere = arrived.sender is not None and arrived.case_id != case_id
        if elsewhere or not is_case_of(arrived.organisation_id, case_id):
            raise Unfit
        return act(case_id=case_id, key=arrived.key, content=arrived.content)

    return receive


def as_news(arrived: Arrived) -> Act:
    """For the matter that its sender has shared or circulated, or whose assessment it leads. Raises NotYet while that is on its way."""
    reference = UUID(str(arrived.content["reference"]))
    case_id = matter_told_of(arrived.organisation_id, reference, teller=arrived.sender)
    if case_id is None:
        raise NotYet
    return ReceiveNews(case_id=case_id, key=arrived.key, content=arrived.content)


def at_matter(act: type[ReceivingAct], *, of_sender: bool = True) -> Callable[[Arrived], Act]:
    """For the matter that came of what its sender calls `reference`. Raises NotYet while it is on its way."""

    def receive(arrived: Arrived) -> Act:
        reference = UUID(str(arrived.content["reference"]))
        sender = arrived.sender if of_sender else None
        case_id = matter_of(arrived.organisation_id, reference, sender=sender)
        if case_id is None:
            raise NotYet
        return act(case_id=case_id, key=arrived.key, content=arrived.content)

    return receive
