"""Two encodings of the Provisions, written apart from each other, answer alike: every conduct, every reading, no exception."""

import pytest

from bulou.law import Conduct
from tests.law.second import comparing

CONDUCTS = [str(conduct.value) for conduct in Conduct]

# What the catalogue's ALLOW leaves open: the tables read these rows as grants, the program as nothing that stands in the way.
# Why it does stands in DISAGREEMENTS.md.
TABLES_ALONE = {
    "share": {"6", "10-3"},
    "notify_upstream": {"6"},
    "notify_authority": {"10-3"},
    "publish": {"9-1b"},
    "publish_exploit": {"9-1b"},
    "present": {"9-1b"},
}


@pytest.mark.parametrize("conduct", CONDUCTS)
def test_both_encodings_answer_alike(conduct: str) -> None:
    found = [comparing.compared(conduct, readings) for readings in comparing.profiles(conduct)]
    differences = [difference for each in found for difference in each.differences]
    alone = frozenset[str]().union(*(each.tables_alone for each in found))
    assert differences[:3] == []
    assert alone == TABLES_ALONE.get(conduct, set()), "what the tables permit and the program lets pass"
