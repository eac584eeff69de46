"""Package URLs (ECMA-427), read by the reference library."""

from functools import lru_cache

from packageurl import PackageURL

from bulou.products.errors import NameUnreadable

LONGEST = 2000


@lru_cache(maxsize=4096)
def read_purl(text: str) -> PackageURL:
    """The package URL in `text`. Raises NameUnreadable."""
    try:
        if len(text) > LONGEST:
            raise ValueError("too long")
        return PackageURL.from_string(text.strip())
    except ValueError:
        raise NameUnreadable(
            f"“{text[:80]}”不是 purl，应形如 pkg:npm/名称@版本。",
            f"“{text[:80]}” is no purl; it looks like pkg:npm/name@version.",
        ) from None


def purl_key(text: str) -> str:
    """Type, namespace and name of a package URL, as its type folds them. Raises NameUnreadable."""
    purl = read_purl(text)
    return "/".join(part for part in (purl.type, purl.namespace or "", purl.name) if part)
