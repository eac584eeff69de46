"""Whether a draft is lawful to publish: formats read under the law, without a database.

`read` makes a draft of bytes, `check` answers for it; the rules by which it is read are declared in `RULES`. Of an advisory
that is being written on the desk, `facts_of` and `look` tell the facts that it shows and the questions that it raises.
"""

from bulou.precheck.check import Checked, Question, asks, check, provisions, quoted, settled, steps, where
from bulou.precheck.decoding import CEILING, BadDraft, too_large
from bulou.precheck.draft import Draft, Format, Place
from bulou.precheck.draft_facts import facts_of
from bulou.precheck.fields import look_at
from bulou.precheck.found import Found
from bulou.precheck.reading import read
from bulou.precheck.remarks import Remark, look
from bulou.precheck.rules import RULES, Power, Rule

__all__ = [
    "CEILING",
    "RULES",
    "BadDraft",
    "Checked",
    "Draft",
    "Format",
    "Found",
    "Place",
    "Power",
    "Question",
    "Remark",
    "Rule",
    "asks",
    "check",
    "facts_of",
    "look",
    "look_at",
    "provisions",
    "quoted",
    "read",
    "settled",
    "steps",
    "too_large",
    "where",
]
