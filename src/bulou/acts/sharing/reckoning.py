"""What follows once records have changed or something was said of them: the machine's relations, and the clusters.

Only the neighbourhood of what changed is looked at, but all of it, so that the order of files changes nothing.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from django.db.models import Q

from bulou.formats.databases import Record
from bulou.formats.databases.deriving import BY, CONFIDENCE, Claim, derived, words_of
from bulou.formats.databases.relations import Pair, Statement, clusters, standing
from bulou.records.library import statements_of
from bulou.records.models import LibraryEntry, RecordClaim, Relation


def reckon(changed: Mapping[str, int], at: datetime) -> int:
    """Say what follows by rule from the newest versions of these records (ids of SourceRecord by node); how much was new."""
    before = _by_rule(Q(a__in=changed) | Q(b__in=changed))
    own = _claims(Q(node__in=changed))
    touched = {name for pair in before for name in pair} | {claim.named for claim in own} | changed.keys()
    pairs = before.keys() | {_pair(claim) for claim in own | _claims(Q(named__in=touched))}
    ends = {name for pair in pairs for name in pair}
    found = derived(_claims(Q(node__in=ends)) | _claims(Q(named__in=ends)), _words(ends))
    held = before | _by_rule(Q(a__in=ends, b__in=ends))
    rows = []
    for pair in sorted(pairs):
        a, b, said = found.get(pair, (*pair, "none"))
        now = Statement(a, b, said, BY, at, CONFIDENCE[said], human=False)
        then = held.get(pair)
        if (then is None and said != "none") or (then is not None and not _same(then, now)):
            rows.append(
                Relation(
                    a=a, b=b, type=said, by=BY, at=at, confidence=now.confidence, record_id=changed.get(a) or changed.get(b)
                )
            )  # fmt: skip
    Relation.objects.bulk_create(rows, batch_size=500)
    recluster({name for row in rows for name in (row.a, row.b)})
    return len(rows)


def recluster(names: Collection[str]) -> int:
    """Compute the clusters of these records anew from what was said; how many records came into another."""
    around = reached(names)
    found = clusters(statements_of(Relation.objects.filter(a__in=around, b__in=around)))
    moved = []
    for entry in LibraryEntry.objects.filter(node__in=around):
        leader = found.of.get(entry.node, entry.node)
        if entry.cluster != leader:
            entry.cluster = leader
            moved.append(entry)
    LibraryEntry.objects.bulk_update(moved, ["cluster"], batch_size=500)
    return len(moved)


def reached(names: Collection[str]) -> set[str]:
    """All records to which a way of equality leads, of such as was ever said: an earlier cluster is reached whole."""
    found, ahead = set(names), set(names)
    while ahead:
        rows = Relation.objects.filter(Q(a__in=ahead) | Q(b__in=ahead), type="equal").values_list("a", "b")
        ahead = {name for pair in rows for name in pair} - found
        found |= ahead
    return found


def _by_rule(where: Q) -> dict[Pair, Statement]:
    """What the machine said last of these pairs."""
    return standing(statements_of(Relation.objects.filter(where, person=None)))


def _claims(where: Q) -> set[Claim]:
    rows = RecordClaim.objects.filter(where).values_list("node", "named", "kind")
    return {Claim(record, named, kind) for record, named, kind in rows}  # type: ignore[arg-type]  # kept as LinkKind


def _words(names: Iterable[str]) -> dict[str, frozenset[str]]:
    rows = LibraryEntry.objects.filter(node__in=names, record__isnull=False)
    return {
        name: words_of(Record.from_json(content))
        for name, content in rows.values_list("node", "record__content")
    }


def _pair(claim: Claim) -> Pair:
    return min(claim.record, claim.named), max(claim.record, claim.named)


def _same(then: Statement, now: Statement) -> bool:
    return (then if then.a == now.a else then.turned).type == now.type
