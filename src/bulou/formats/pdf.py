"""HTML as PDF, by WeasyPrint where it is installed (`bulou[pdf]`). Nothing outside the given text is ever read (AC18)."""


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

    class Nothing(library.urls.URLFetcher):  # type: ignore[misc,name-defined]
        """Fetches nothing, wherever an address leads."""

        def fetch(self, url: str, headers: object = None) -> None:
            raise ValueError("addresses are not followed")

    made: bytes = library.HTML(string=html, url_fetcher=Nothing()).write_pdf()
    return made


def _library():  # type: ignore[no-untyped-def]
    try:
        import weasyprint
        import weasyprint.urls
    except (ImportError, OSError) as error:  # OSError: Pango is not there
        raise NoPdf from error
    return weasyprint
