"""What state a case is in: the machines of report, embargo, remediation and advisory as tables.

A machine answers one question, whether it is an event's turn. Who may cause it is asked in acts, and whether it is
lawful of the law; facts of the world are recorded whatever a machine thinks of them (DECISIONS 8).
"""

from collections.abc import Mapping

from bulou.cases.advisory import GATE
from bulou.cases.embargo import EM, IN_FORCE, PEC
from bulou.cases.machine import Machine, OutOfTurn, Text
from bulou.cases.notification import NOTICE, REG, SUPPORT, statutory_start
from bulou.cases.remediation import CS, MITIGATION, CaseState
from bulou.cases.report import CANARY, LOG, RM

MACHINES: Mapping[str, Machine] = {
    machine.name: machine for machine in (RM, EM, PEC, CS, LOG, CANARY, REG, NOTICE, SUPPORT, GATE)
}

__all__ = [
    "CANARY",
    "CS",
    "EM",
    "GATE",
    "IN_FORCE",
    "LOG",
    "MACHINES",
    "MITIGATION",
    "NOTICE",
    "PEC",
    "REG",
    "RM",
    "SUPPORT",
    "CaseState",
    "Machine",
    "OutOfTurn",
    "Text",
    "statutory_start",
]
