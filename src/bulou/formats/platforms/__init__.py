"""Packets for the bodies to which Art. 10 ¶2 encourages reports: the MPS centre's platform, CNVD, CNNVD.

None has an interface that could be read: a person files each packet. What its form asks is known at second hand or not
at all, and every field says which.
"""

from bulou.formats.platforms.packet import (
    BadPacket,
    FieldProblem,
    PlatformPacket,
    Supplemented,
    changed,
    lacking,
    problems,
    read_json,
    render_json,
)
from bulou.formats.platforms.print_form import render_print
from bulou.formats.platforms.report import from_report
from bulou.formats.platforms.schema import (
    FORMS,
    Choice,
    Form,
    Kind,
    Platform,
    PlatformField,
    SourceStatus,
)
from bulou.formats.platforms.xml import render_xml

__all__ = [
    "FORMS",
    "BadPacket",
    "Choice",
    "FieldProblem",
    "Form",
    "Kind",
    "Platform",
    "PlatformField",
    "PlatformPacket",
    "SourceStatus",
    "Supplemented",
    "changed",
    "from_report",
    "lacking",
    "problems",
    "read_json",
    "render_json",
    "render_print",
    "render_xml",
]
