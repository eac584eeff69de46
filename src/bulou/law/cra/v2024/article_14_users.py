"""Article 14(8): the users concerned are told; “without undue delay” carries no number, so no instant is made up for it."""

from bulou.law.conducts import Conduct
from bulou.law.cra.v2024.instrument import first
from bulou.law.cra.v2024.recipients import TO_USERS, USERS
from bulou.law.terms import Terms
from bulou.law.text import Text


# Art. 14(8): after becoming aware, the users concerned are told of it and of what they can do
@first.duty(
    "CRA-14-8", Text("第十四条第八款", "Art. 14(8)"),
    "获知后不得无故拖延，告知受影响的用户及其可采取的措施",
    "Tell the users concerned, without undue delay, of it and of what they can do",
    Terms(
        Conduct.NOTIFY_USERS, USERS, ("exploitation_known", "incident_known"), done_by=("users_notified",),
        performed_as=TO_USERS,
    ),
)  # fmt: skip
def users_are_told(
    actor_role: str,
    own_product: bool,
    placed_on_eu_market: bool,
    actively_exploited: bool,
    severe_incident: bool,
) -> bool:
    concerned = actively_exploited or severe_incident
    return actor_role == "vendor" and own_product and placed_on_eu_market and concerned
