"""Versions under their scheme: which of two is the earlier, where that can be told.

Known ecosystems are ordered by univers, everything else by the comparator for firmware.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from bulou.products.firmware import LONGEST, compare_firmware, read_firmware

FIRMWARE = "firmware"
GIT = "git"
_SEMVER = re.compile(r"v?\d+(\.\d+){0,2}(-[0-9a-z.-]+)?(\+[0-9a-z.-]+)?", re.IGNORECASE)
_ANY_DIGIT = re.compile(r".*\d.*", re.DOTALL)
# By the type of a package URL: the class in univers, and the form without which univers guesses instead of refusing.
_ECOSYSTEMS: dict[str, tuple[str, re.Pattern[str]]] = {
    "npm": ("SemverVersion", _SEMVER),
    "semver": ("SemverVersion", _SEMVER),
    "cargo": ("SemverVersion", _SEMVER),
    "hex": ("SemverVersion", _SEMVER),
    "golang": ("GolangVersion", _SEMVER),
    "composer": ("ComposerVersion", _SEMVER),
    "pypi": ("PypiVersion", _ANY_DIGIT),
    "maven": ("MavenVersion", _ANY_DIGIT),
    "nuget": ("NugetVersion", _ANY_DIGIT),
    "gem": ("RubygemsVersion", _ANY_DIGIT),
    "deb": ("DebianVersion", _ANY_DIGIT),
    "rpm": ("RpmVersion", _ANY_DIGIT),
    "apk": ("AlpineLinuxVersion", _ANY_DIGIT),
    "alpm": ("ArchLinuxVersion", _ANY_DIGIT),
    "openssl": ("OpensslVersion", _ANY_DIGIT),
}
_ALSO = {
    "python": "pypi",
    "rpmevr": "rpm",
    "debian": "deb",
    "go": "golang",
    "rubygems": "gem",
    "alpine": "apk",
}
SCHEMES = (FIRMWARE, GIT, *_ECOSYSTEMS)


def scheme_called(name: str) -> str:
    """The scheme that a document calls by this name, `firmware` for one that is not known."""
    lowered = name.strip().lower()
    lowered = _ALSO.get(lowered, lowered)
    return lowered if lowered in SCHEMES else FIRMWARE


def is_version(scheme: str, text: str) -> bool:
    """Whether `text` is one version under `scheme`, and neither a range nor prose."""
    if scheme in _ECOSYSTEMS:
        return not any(each.isspace() for each in text.strip()) and _read(scheme, text) is not None
    return bool(text.strip()) if scheme == GIT else read_firmware(text) is not None


def compare(scheme: str, left: str, right: str) -> int | None:
    """-1, 0 or 1 as `left` is before, the same as or after `right` under `scheme`; None where that cannot be told."""
    if scheme == GIT:  # commits have no order that two names tell
        return 0 if left.strip() == right.strip() != "" else None
    if scheme not in _ECOSYSTEMS:
        return compare_firmware(left, right)
    first, second = _read(scheme, left), _read(scheme, right)
    if first is None or second is None:
        return 0 if left.strip() == right.strip() != "" else None
    return _ordered(first, second)


def _ordered(first: Any, second: Any) -> int | None:
    try:
        if first == second:
            return 0
        if first < second:
            return -1
        return 1 if first > second else None
    except Exception:  # univers raises whatever its parsers meet in two versions of different shape
        return None


@lru_cache(maxsize=65536)
def _read(scheme: str, text: str) -> Any:
    name, form = _ECOSYSTEMS[scheme]
    plain = text.strip()
    if len(plain) > LONGEST or not form.fullmatch(plain):
        return None
    try:
        made: Callable[[str], Any] = getattr(_univers(), name)
        return made(plain)
    except Exception:  # as above; what it cannot read is not read
        return None


@lru_cache(maxsize=1)
def _univers() -> Any:
    """Loaded when first needed: a tenth of a second that most commands never use."""
    import univers.versions

    return univers.versions
