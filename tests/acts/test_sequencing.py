"""Checkpoints leave the node whole, however many processes leave one at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bulou.acts import sequencing


def test_checkpoints_that_are_left_at_once_never_stand_in_each_others_way(
    tmp_path: Path, settings: Any
) -> None:
    settings.BULOU_HOME = tmp_path
    notes = [f"bulou\n{number}\n" * 500 for number in range(200)]
    at = datetime(2026, 9, 30, 10, tzinfo=UTC)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda note: sequencing._leave(note, at), notes))

    left = {path.name: path.read_text() for path in (tmp_path / "checkpoints").iterdir()}
    assert set(left) == {"latest.txt", "2026-09-30.txt"}
    assert set(left.values()) <= set(notes)
