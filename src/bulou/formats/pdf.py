"""HTML as PDF, by WeasyPrint where it is installed (`bulou[pdf]`). Nothing outside the given text is ever read (AC18)."""

from typing import Any


class NoPdf(Exception):
    """WeasyPrint or one of the libraries it needs is not on this machine."""


def is_offered() -> bool:
    """Whether PDFs can be made here; the first call loads the library."""
    try:
        _library()
    except NoPdf:
        return False
    return True


def render(html: str) -> bytes:
    """The document `html` as PDF. Addresses in it (pictures, styles, attachments) are not followed. Raises NoPdf."""
    library = _library()
    nothing = type("Nothing", (library.urls.URLFetcher,), {"fetch": _refused})
    made: bytes = library.HTML(string=html, url_fetcher=nothing()).write_pdf()
    return made


def _refused(_fetcher: object, url: str, headers: object = None) -> None:
    raise ValueError(f"addresses are not followed: {url}")


def _library() -> Any:
    try:
        import weasyprint
        import weasyprint.urls
    except (ImportError, OSError) as error:  # OSError: Pango is not there
        raise NoPdf from error
    return weasyprint
