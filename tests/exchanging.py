"""Another node as far as ours can see it: keys of its own, a statement, envelopes, an inbox that answers."""

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bulou.formats.exchange import envelope as envelopes
from bulou.formats.exchange import statement
from bulou.formats.exchange.envelope import Envelope, Receipt, sha256_of
from bulou.formats.exchange.jose import PublicKeys, SecretKeys, Untrusted
from bulou.formats.exchange.statement import Hosted, Statement

CONTENT = {
    "title": "命令注入",
    "product": "QY-4200",
    "versions": "3.1",
    "steps": "secret steps",
    "name": "远方机构",
}


@dataclass
class FarNode:
    """A node elsewhere that hosts one organisation."""

    origin: str = "https://far.example"
    role: str = "authority"
    bodies: tuple[str, ...] = ("miit",)
    journal: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    overseas: bool = False
    keys: list[SecretKeys] = field(default_factory=lambda: [SecretKeys(b"\x07" * 32)])
    organisation: UUID = field(default_factory=uuid4)
    conversation: UUID = field(default_factory=uuid4)
    arrived: list[Envelope] = field(default_factory=list)

    @property
    def fingerprint(self) -> str:
        return self.keys[0].public.fingerprint

    def statement(self, at: datetime) -> str:
        """What it says of itself at `at`."""
        hosted = Hosted(self.organisation, "远方机构", "Far house", (self.role,), self.overseas, self.bodies)
        said = Statement(
            "far",
            self.origin,
            at,
            self.keys[0].public,
            (hosted,),
            self.journal.public_key().public_bytes_raw().hex(),
        )
        return json.dumps(statement.write(said, self.keys))

    def envelope(self, to: UUID, seq: int = 1, **changed: Any) -> Envelope:
        """An envelope to an organisation of ours."""
        members: dict[str, Any] = {
            "id": uuid4(), "from_node": self.origin, "to_node": "http://127.0.0.1:8000",
            "from_organisation": self.organisation, "to_organisation": to, "kind": "notification" if seq == 1 else "supplement",
            "conversation": self.conversation, "seq": seq, "issued_at": datetime(2026, 11, 20, tzinfo=UTC), "content": CONTENT,
        }  # fmt: skip
        return Envelope(**(members | changed))

    def sealed(self, envelope: Envelope, to: PublicKeys, at: datetime) -> bytes:
        """The envelope as it travels at `at`."""
        return envelopes.seal(envelope.text(), sent_at=at, own=self.keys[0], to=to)

    def answer(self, raw: bytes, ours: PublicKeys, at: datetime) -> tuple[int, Mapping[str, Any]]:
        """What its inbox answers."""
        try:
            _sent_at, text = envelopes.unseal(raw, self.keys).signed_by(ours)
        except Untrusted as error:
            return 403, {"reason": error.reason}
        envelope = Envelope.read(text)
        if envelope.id not in {each.id for each in self.arrived}:
            self.arrived.append(envelope)
        receipt = Receipt(envelope.id, sha256_of(text), at, "e" * 64)
        return 200, {"receipt": receipt.signed(self.keys[0]), "lacks": []}


@contextmanager
def answering(far: FarNode, ours: PublicKeys) -> Iterator[HTTPServer]:
    """The far node's inbox on a port of this machine; its origin becomes that."""

    class Inbox(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["Content-Length"]))
            status, said = far.answer(raw, ours, datetime.now(UTC) - timedelta(microseconds=1))
            body = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Nothing."""

    server = HTTPServer(("127.0.0.1", 0), Inbox)
    far.origin = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
