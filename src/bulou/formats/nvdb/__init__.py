"""The packet that a vendor sends to MIIT's platform under Art. 7(2): schema, values, JSON, and a page for paper."""

from bulou.formats.nvdb.libraries import LIBRARIES, PLATFORM, Library, ProductClass, route
from bulou.formats.nvdb.packet import NvdbPacket, Receipt, Supplement, changed, missing
from bulou.formats.nvdb.print_form import render_print
from bulou.formats.nvdb.schema import (
    FIELDS,
    OPTIONAL,
    SCHEMA,
    STATUTORY,
    Exploitation,
    Field,
    Kind,
    SourceStatus,
)
from bulou.formats.nvdb.serial import UnreadablePacket, read_json, render_json
from bulou.formats.nvdb.typed import BadFields, FieldProblem

__all__ = [
    "FIELDS",
    "LIBRARIES",
    "OPTIONAL",
    "PLATFORM",
    "SCHEMA",
    "STATUTORY",
    "BadFields",
    "Exploitation",
    "Field",
    "FieldProblem",
    "Kind",
    "Library",
    "NvdbPacket",
    "ProductClass",
    "Receipt",
    "SourceStatus",
    "Supplement",
    "UnreadablePacket",
    "changed",
    "missing",
    "read_json",
    "render_json",
    "render_print",
    "route",
]
