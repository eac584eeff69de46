"""Files of a case: each act once, and once as it cannot be acted on."""

from bulou.acts import files as fi
from tests.acts.example import BLANK, NOBODY, Example, on

OF_FILES: dict[str, Example] = {
    "record_scan": on(
        "received",
        fi.RecordScan,
        "system",
        ids={"attachment_id": "file"},
        result="clean",
        bad={"attachment_id": NOBODY},
        wrong="attachment_id",
    ),
    "release_file": on(
        "received",
        fi.ReleaseFile,
        ids={"attachment_id": "file"},
        text="看过：一张现场照片",
        bad=BLANK,
        wrong="text",
    ),
}
