"""The form on which a collection platform is filed, versioned, each field with what is known of its source."""

from bulou.formats.filing.content import (
    BadContent,
    differing,
    lacking,
    listed,
    problems,
    read_json,
    render_json,
)
from bulou.formats.filing.schema import FORM, FilingField, FilingForm, Kind, SourceStatus

__all__ = [
    "FORM",
    "BadContent",
    "FilingField",
    "FilingForm",
    "Kind",
    "SourceStatus",
    "differing",
    "lacking",
    "listed",
    "problems",
    "read_json",
    "render_json",
]
