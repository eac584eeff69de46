"""What is asked of the law by a name that does not exist: a near name is proposed, a far one is not."""

import pytest

from bulou.entrypoints.cli.law_input import unknown
from bulou.law.text import Text

KNOWN = ("publish", "notify_users", "grade")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("publsh", "There is no conduct publsh; did you mean publish?"),
        ("nonsense", "There is no conduct nonsense; it is one of publish, notify_users, grade."),
    ],
)
def test_only_a_near_name_is_proposed(name: str, said: str) -> None:
    assert unknown(Text("行为", "conduct"), name, KNOWN).en == said
