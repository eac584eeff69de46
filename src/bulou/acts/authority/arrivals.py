"""The rows of what arrives at an authority: the matter, and who has to be told of it at once."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from bulou.acts.peers.sending import send_to
from bulou.acts.work import Work
from bulou.formats import nvdb
from bulou.journal import canonical
from bulou.law.bodies import Body
from bulou.law.competence import THREE, Power, competence, competent
from bulou.records.houses import House, authorities
from bulou.records.models import Circulation, Matter
from bulou.records.rows import New


def public_report(work: Work, digest: str, content: Mapping[str, Any]) -> list[New]:
    """The matter of a report that came to an authority; nothing where the receiver is none.

    From the public it is voluntary (Article 10 ¶2); what another node sends as a notification is one.
    """
    if not work.organisation.is_authority:
        return []
    if work.the_case.channel == "notification":
        missing, name = lacking(content), str(content.get("name") or "")
        row = matter_row(work, "notification", digest, content, name=name, sent_at=work.at, missing=missing)
        return [row, *onward(work, "notification", content, {})]
    return [matter_row(work, "report", digest, content, name=str(content.get("name") or ""), sent_at=work.at)]


def matter_row(
    work: Work,
    kind: str,
    digest: str,
    content: Mapping[str, Any],
    *,
    name: str,
    sent_at: datetime,
    **known: Any,
) -> New:
    """The matter of the case that an act opens."""
    return New(
        Matter,
        case_id=work.the_case.id,
        organisation_id=work.organisation.id,
        kind=kind,
        sender_name=name[:200],
        content_sha256=digest,
        content_sealed=closed(work, content),
        product_class=said if (said := content.get("product_class")) in set(nvdb.ProductClass) else "",
        sent_at=sent_at,
        received_at=work.at,
        **known,
    )


def closed(work: Work, content: Mapping[str, Any]) -> bytes:
    """What is known of a matter, under its case's key."""
    text = {name: said for name, said in content.items() if isinstance(said, str | bool | int)}
    return work.key.close(canonical(text), f"matter:{work.the_case.id}")


def lacking(content: Mapping[str, Any]) -> list[str]:
    """The items of Article 7(2) that a notification says nothing of, by field name."""
    return [field.name for field in nvdb.missing({name: str(said) for name, said in content.items()})]


def onward(work: Work, kind: str, content: Mapping[str, Any], origin: Mapping[str, Any]) -> list[New]:
    """Tell at once whom the law names: the two bodies of Article 7 ¶2 of a notification, the others of Article 3 of all.

    A body that no organisation within reach is gets a row that waits for someone to tell it by hand. What was shared or
    circulated is not passed on again.
    """
    if kind not in ("notification", "assessment", "consent"):
        return []
    telling = _Telling(work, content, origin)
    if kind == "notification" and competent(work.organisation.bodies, Power.CIRCULATE):
        telling.all("circulation", competence(Power.RECEIVE_CIRCULATION).bodies)
    if kind == "assessment" and origin.get("lead") == str(work.organisation.id):
        telling.all("share", (Body.CAC,))  # the other ministry was asked itself
    elif kind != "assessment" and competent(work.organisation.bodies, Power.SHARE):
        telling.all("share", THREE)
    return telling.rows


def complete(work: Work, packet: Mapping[str, Any]) -> Matter | None:
    """Take in what a sender adds to its matter: what it now lacks is counted anew. None where the case is no matter."""
    matter = Matter.objects.filter(case=work.case).first()
    if matter is None:
        return None
    matter.missing, matter.supplemented_at = lacking(packet), work.at
    if packet.get("remedy") and matter.remedied_at is None:
        matter.remedied_at = work.at
    matter.content_sealed = closed(work, packet)
    matter.save(update_fields=["missing", "supplemented_at", "remedied_at", "content_sealed"])
    return matter


class _Telling:
    """Who is told of one matter as it arrives: an organisation once, whatever bodies it is."""

    def __init__(self, work: Work, content: Mapping[str, Any], origin: Mapping[str, Any]) -> None:
        self.rows: list[New] = []
        self._work, self._content, self._origin = work, content, origin
        self._houses = [each for each in authorities(work.organisation.id) if each.id != work.organisation.id]
        self._told: set[UUID] = set()

    def all(self, kind: str, bodies: tuple[Body, ...]) -> None:
        """Tell these bodies, as `kind`; those that the organisation is itself know already."""
        for body in bodies:
            if body in self._work.organisation.bodies:
                continue
            house = next((each for each in self._houses if body in each.bodies), None)
            self._row("circulate" if kind == "circulation" else kind, body, house)
            if house is not None and house.id not in self._told:
                self._told.add(house.id)
                self._send(house, kind)

    def _row(self, purpose: str, body: Body, house: House | None) -> None:
        known = {"matter_id": self._work.the_case.id, "purpose": purpose, "body": body.value}
        told_at = self._work.at if house else None
        self.rows.append(
            New(Circulation, **known, organisation_id=house.id if house else None, told_at=told_at)
        )

    def _send(self, house: House, kind: str) -> None:
        work, origin = self._work, self._origin
        own = {"reference": str(work.the_case.id)}
        passed = {name: origin[name] for name in ("sent_at", "limit_at", "reference") if origin.get(name)}
        sender = {
            "organisation": str(work.organisation.id),
            "case": str(work.the_case.id),
            "name": work.organisation.name_zh,
        }
        matter = {"kind": kind, "said": dict(self._content), "origin": own | passed | sender}
        send_to(work, house, "matter", matter, discloses=True)
