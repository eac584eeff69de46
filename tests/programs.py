"""Programs that some tests need and a machine may lack.

Without them a test is skipped and counted by name at the end of the run; under REQUIRE_REAL=1 it fails.
"""

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest

OUTSIDE = "outside data absent"  # how the reason of a skip begins that REQUIRE_REAL=1 excuses


def required() -> bool:
    """Whether everything must really run."""
    return os.environ.get("REQUIRE_REAL", "") not in {"", "0"}


def missing(what: str) -> NoReturn:
    """Skip this test because `what` is not on this machine, or fail it where everything must run."""
    if required():
        pytest.fail(f"REQUIRE_REAL=1, and this machine has no {what}")
    pytest.skip(f"no {what} on this machine")


def program(*names: str) -> str:
    """The path of the first of these programs that is here; else `missing`."""
    for name in names:
        path = shutil.which(name)
        if path:
            return path
    missing(" or ".join(names))


def chromium() -> str:
    """The path of the system's Chromium; else `missing`. Start it with `--no-sandbox` under root."""
    return program("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def outside_data(path: Path) -> Path:
    """A path to data that is no part of the project; where it is absent the test is skipped, which is excused."""
    if not path.exists():
        pytest.skip(f"{OUTSIDE}: {path.name}")
    return path
