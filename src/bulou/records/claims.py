"""What a case says of products, as claims that can be matched."""

from bulou.products import Claim, Naming, read_versions
from bulou.records.models import Affected, Case


def claims_of_case(case: Case) -> list[Claim]:
    """The sentences of a case's affected rows, the first version with the fix among them; two queries."""
    claims: list[Claim] = []
    rows = Affected.objects.filter(case=case).select_related("registered").order_by("id")
    for row in rows:
        known = row.registered
        aliases = list(known.aliases.all()) if known else []
        maker = (known.vendor if known else "") or (case.organisation.name_zh if row.own else "")
        naming = Naming(
            vendor=maker,
            product=row.name,
            model=row.model,
            purl=next((each.text for each in aliases if each.kind == "purl"), ""),
            cpe=next((each.text for each in aliases if each.kind == "cpe"), ""),
            also=tuple(
                (maker, each.text)
                for each in aliases
                if each.kind in ("common", "english", "former", "model")
            ),
        )
        claims.append(Claim(naming, read_versions(row.versions), row.status))
        if row.fixed_in:
            claims.append(Claim(naming, read_versions(f">= {row.fixed_in}"), "fixed"))
    return claims
