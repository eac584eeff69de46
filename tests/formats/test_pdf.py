"""Paper: nothing outside the text is read when a PDF is made."""

import http.server
import threading
from collections.abc import Iterator

import pytest

from bulou.formats import pdf

pytestmark = pytest.mark.skipif(not pdf.is_offered(), reason="the extra bulou[pdf] is not installed")


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    """A server that notes who comes."""
    came: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            came.append(self.path)
            self.send_response(200)
            self.end_headers()

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", came
    server.shutdown()


def test_ac18_a_pdf_is_made_without_following_any_address(listener, tmp_path):
    address, came = listener
    secret = tmp_path / "secret.css"
    secret.write_text("body::before { content: 'SECRET' }")
    html = f"""<html><head><link rel=stylesheet href="{address}/style"><link rel=stylesheet href="{secret.as_uri()}">
    <link rel=attachment href="{secret.as_uri()}"><style>@import url({address}/import);
    @font-face {{ font-family: x; src: url({address}/font) }} p {{ font-family: x; background: url({address}/bg) }}</style>
    </head><body><p>x</p><img src="{address}/img"><img src="{secret.as_uri()}"><object data="{secret.as_uri()}"></object>
    <svg><image href="{address}/svg"/></svg></body></html>"""

    made = pdf.render(html)

    assert made.startswith(b"%PDF-")
    assert (came, b"EmbeddedFile" in made) == ([], False)
    assert len(made) < 3 * len(pdf.render("<p>x</p>"))
