"""A CVE record in JSON 5.x, by its CNA container; what others added stays in the bytes."""

from typing import Any

from bulou.formats.foreign.record import Draft, ForeignRecord, an_object, objects, texts


def record(raw: bytes, found: dict[str, Any]) -> ForeignRecord:
    """The report that a CVE record makes."""
    draft = Draft()
    head = an_object(found.get("cveMetadata"))
    containers = an_object(found.get("containers"))
    cna = an_object(containers.get("cna"))
    number = str(head.get("cveId") or "")
    draft.say("title", cna.get("title") or number)
    draft.cves([number] if number else [])
    affected = objects(cna.get("affected"))
    named = [" ".join(texts([each.get("vendor"), each.get("product")])) for each in affected]
    draft.say("product", "; ".join(dict.fromkeys(filter(None, named))))
    draft.say("versions", "; ".join(said for each in affected for said in _versions(each)))
    draft.say("steps", _described(cna.get("descriptions") or cna.get("rejectedReasons")))
    kinds = [kind for each in objects(cna.get("problemTypes")) for kind in objects(each.get("descriptions"))]
    draft.say("weakness", ", ".join(texts([kind.get("cweId") or kind.get("description") for kind in kinds])))
    for metric in objects(cna.get("metrics")):
        for name, score in metric.items():
            if name.startswith("cvss") and isinstance(score, dict):
                draft.severity(str(score.get("baseSeverity") or ""))
                draft.note("CVSS", score.get("vectorString"))
    for reference in objects(cna.get("references")):
        draft.note("reference", reference.get("url"))
    for credit in objects(cna.get("credits")):
        draft.note("credit", credit.get("value"))
    draft.note("datePublished", head.get("datePublished"))
    if head.get("state") == "REJECTED":
        draft.mark("import_withdrawn")
    return draft.done(raw)


def _versions(affected: dict[str, Any]) -> list[str]:
    said = []
    for each in objects(affected.get("versions")):
        if each.get("status") == "unaffected":
            continue
        limits = {"<": each.get("lessThan"), "<=": each.get("lessThanOrEqual")}
        end = "".join(f" {sign} {limit}" for sign, limit in limits.items() if limit)
        said.append(f"{each.get('version', '')}{end}".strip())
    return said


def _described(given: Any) -> str:
    """The description in Chinese and the one in English, or whatever there is."""
    said = {
        str(each.get("lang", "")).lower()[:2]: str(each.get("value") or "")
        for each in reversed(objects(given))
    }
    chosen = [said[lang] for lang in ("zh", "en") if said.get(lang)] or list(said.values())[:1]
    return "\n\n".join(chosen)
