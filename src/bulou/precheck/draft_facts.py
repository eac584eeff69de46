"""The facts that a draft shows by itself."""

from bulou.formats.csaf import AdvisoryDocument
from bulou.law.facts import Fact


def facts_of(draft: AdvisoryDocument) -> dict[str, Fact]:
    """What `publish` may be told from the draft alone; a fact that is absent here, the draft cannot tell.

    `remedy_or_precaution_included` (Art. 9(5)): a remediation of any kind with words in it; an address alone is none.
    Whether the vendor has provided a remedy, and whether exploit code is included, are never concluded from a draft.
    """
    included = any(remediation.text.strip() for remediation in draft.remediations)
    return {"remedy_or_precaution_included": Fact(included, source="draft: remediations")}
