"""Whether a draft is lawful to publish: formats read under the law, without a database.

So far: the facts that a draft shows by itself, and the questions that it raises.
"""

from bulou.precheck.draft_facts import facts_of
from bulou.precheck.remarks import Remark, look

__all__ = ["Remark", "facts_of", "look"]
