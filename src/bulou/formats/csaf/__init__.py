"""CSAF 2.0: an advisory as plain values, what it still lacks, writing it, reading it back, and the test set."""

from bulou.formats.csaf.document import (
    Acknowledgment,
    AdvisoryDocument,
    OtherId,
    Publisher,
    Reference,
    Remediation,
    Revision,
    Weakness,
)
from bulou.formats.csaf.filename import file_name
from bulou.formats.csaf.problems import Problem, UnfinishedAdvisory, problems
from bulou.formats.csaf.read import ForeignDocument, read
from bulou.formats.csaf.render import render
from bulou.formats.csaf.validation import CsafFinding, UnknownWeakness, UnreadableDocument, validate, weakness

__all__ = [
    "Acknowledgment",
    "AdvisoryDocument",
    "CsafFinding",
    "ForeignDocument",
    "OtherId",
    "Problem",
    "Publisher",
    "Reference",
    "Remediation",
    "Revision",
    "UnfinishedAdvisory",
    "UnknownWeakness",
    "UnreadableDocument",
    "Weakness",
    "file_name",
    "problems",
    "read",
    "render",
    "validate",
    "weakness",
]
