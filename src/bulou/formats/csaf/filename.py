"""How the file of a document is called (CSAF 2.0 section 5.1)."""

import re


def file_name(tracking_id: str) -> str:
    """The name a document of that tracking id must bear."""
    return re.sub(r"[^+\-a-z0-9]+", "_", tracking_id.lower()) + ".json"
