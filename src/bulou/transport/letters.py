"""A mail as this node understands it: who says to have written it, what it says, what its signature is worth.

Nothing here raises and nothing is believed: a sender's address is a claim, a key is whoever attached it.
"""

import re
from base64 import b64decode
from dataclasses import dataclass, field
from email.message import Message

from bulou.transport import bounces, headers, mime, openpgp
from bulou.transport.openpgp import NotOpenPgp, PublicKey, Signature

_PLAIN = re.compile(r"^\s*(?:明文回复|plain mail please)\s*[.。]?\s*$", re.IGNORECASE | re.MULTILINE)
_MESSAGE = re.compile(r"-----BEGIN PGP MESSAGE-----.+?-----END PGP MESSAGE-----", re.DOTALL)
_CLEARTEXT = "-----BEGIN PGP SIGNED MESSAGE-----"
_KEY_BLOCK = b"-----BEGIN PGP PUBLIC KEY BLOCK-----"
_CHINESE = re.compile("[\u4e00-\u9fff]")
TOKEN_HEADER = "X-Bulou-Delivery"  # our own token where a server on the way has put a Message-ID of its own
UNTOLD = ("", "unread")
SHOWN = ("From", "Sender", "Reply-To", "To", "Cc", "Date", "Message-ID", "In-Reply-To")


@dataclass(slots=True)
class Letter:
    """What was understood of one mail.

    `sender` is the address From names if it names one that can be answered; `key` the public key to answer with, if one
    came along; `ids` are those of the mails it answers as (left, right), the nearest first.
    """

    sender: str = ""
    name: str = ""
    recipients: tuple[str, ...] = ()
    subject: str = ""
    text: str = ""
    shown: str = ""
    message_id: str = ""
    ids: tuple[tuple[str, str], ...] = ()
    own_ids: tuple[tuple[str, str], ...] = ()
    files: list[tuple[str, bytes]] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    automatic: bool = False
    bounce: bounces.Bounce | None = None
    encrypted: bool = False
    signature: Signature = field(default_factory=Signature)
    key: PublicKey | None = None
    language: str = "zh-hans"

    @property
    def wants_plain(self) -> bool:
        """Whether a line of it asks for answers that anyone on the way can read."""
        return bool(_PLAIN.search(self.text))

    def mark(self, *names: str) -> None:
        """Note each of these, once."""
        self.marks += [name for name in names if name not in self.marks]


def envelope(message: Message | None) -> Letter:
    """Only what the outer headers say: to whom it goes and which mail it answers."""
    letter = Letter()
    if message is None:
        return letter
    senders = headers.addresses(message, "From")
    if len(senders) == 1:
        letter.name, letter.sender = senders[0]
    if not letter.sender:
        letter.mark("mail_sender_unclear")
    tos = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To", "Resent-To")
    letter.recipients = tuple(address for _name, address in headers.addresses(message, *tos) if address)
    letter.subject = headers.text(headers.first(message, "Subject"))
    own = headers.message_ids(headers.raw(message, "Message-ID")[:1])
    letter.message_id = "<{}@{}>".format(*own[0]) if own else ""
    letter.own_ids = (*own, *((value, "") for value in headers.raw(message, TOKEN_HEADER)[:1]))
    answered = [*headers.raw(message, "In-Reply-To"), *headers.raw(message, "References")]
    letter.ids = tuple(headers.message_ids(answered))
    lines = [(name, headers.text(value)) for name in SHOWN for value in headers.raw(message, name)[:3]]
    letter.shown = "\n".join(f"{name}: {value}" for name, value in lines)
    letter.bounce = bounces.bounce_of(message)
    listed = bounces.is_from_a_list(message)
    letter.automatic = listed or bounces.is_automatic(message)
    letter.mark(*(["mail_list"] if listed else ["mail_automatic"] if letter.automatic else []))
    return letter


def outer(raw: bytes) -> Letter:
    """What the outer headers of these bytes say; nothing when they cannot be read."""
    try:
        return envelope(mime.parse(raw))
    except Exception:  # what the library makes of a hostile header must not cost the report
        letter = Letter()
        letter.mark("mail_unreadable")
        return letter


def read(raw: bytes, known: PublicKey | None = None) -> Letter:
    """Everything a mail says. `known` is the key that came with the report it answers."""
    letter, message = outer(raw), mime.parse(raw)
    try:
        _take(letter, message, raw, known)
    except Exception:
        letter.mark("mail_unreadable")
        letter.text = letter.text or mime.content_of(None, raw).text
    letter.language = "zh-hans" if _CHINESE.search(letter.subject + letter.text) else "en"
    return letter


def _take(letter: Letter, message: Message | None, raw: bytes, known: PublicKey | None) -> None:
    keys = _keys(letter, message, [], known)
    inner, inner_raw = message, raw
    if message is not None and message.get_content_type() == "multipart/encrypted":
        inner, inner_raw = _decrypt_mime(letter, message, raw, keys)
    content = mime.content_of(inner, inner_raw)
    letter.files, letter.text = content.files, content.text
    letter.mark(*content.marks)
    keys = _keys(letter, message, content.files, known)
    if inner is not message and inner is not None:
        letter.subject = headers.text(headers.first(inner, "Subject")) or letter.subject
        if letter.signature.state == "unknown":  # the key that signed it may lie inside
            again = openpgp.opened(_cipher(message), keys)
            letter.signature = again.signature
    if (
        inner is not None
        and inner.get_content_type() == "multipart/signed"
        and letter.signature.state in UNTOLD
    ):
        letter.signature = _signed(inner, inner_raw, keys)
    _inline(letter, keys)
    letter.key = _to_answer_with(letter, [key for key in keys if known is None or key != known])
    if letter.signature.state:
        letter.mark(f"mail_signature_{letter.signature.state}")


def _keys(
    letter: Letter, message: Message | None, files: list[tuple[str, bytes]], known: PublicKey | None
) -> list[PublicKey]:
    """The key known before, then that of the Autocrypt header, then those attached."""
    found = [known] if known else []
    values = headers.raw(message, "Autocrypt") if message is not None else []
    if len(values) == 1:
        found += _autocrypt(values[0], letter.sender)
    for _name, content in files[: mime.MOST_FILES]:
        if _KEY_BLOCK in content[:4096]:
            found += openpgp.read_keys(content)
    return list({key.fingerprint: key for key in reversed(found)}.values())[::-1][: openpgp.MOST_KEYS]


def _autocrypt(value: str, sender: str) -> list[PublicKey]:
    said = dict(part.strip().partition("=")[::2] for part in value.split(";"))
    if not sender or headers.usable(said.get("addr", "")).casefold() != sender.casefold():
        return []
    try:
        return openpgp.read_keys(b64decode("".join(said.get("keydata", "").split())))
    except ValueError:
        return []


def _cipher(message: Message | None) -> bytes:
    """The encrypted bytes of a PGP/MIME message (RFC 3156): its second part."""
    parts = message.get_payload() if message is not None else None
    part = parts[1] if isinstance(parts, list) and len(parts) > 1 else None
    return mime.payload(part) if isinstance(part, Message) else b""


def _decrypt_mime(
    letter: Letter, message: Message, raw: bytes, keys: list[PublicKey]
) -> tuple[Message | None, bytes]:
    letter.mark("mail_encrypted")
    if not openpgp.has_key():
        letter.mark("mail_no_key")
        return message, raw
    try:
        opened = openpgp.opened(_cipher(message), keys)
    except NotOpenPgp:
        letter.mark("mail_undecryptable")
        return message, raw
    letter.encrypted, letter.signature = True, opened.signature
    return mime.parse(opened.content), opened.content


def _signed(message: Message, raw: bytes, keys: list[PublicKey]) -> Signature:
    """The signature over the first part, whose bytes count exactly as they came (RFC 3156 section 5)."""
    parts = message.get_payload()
    if not isinstance(parts, list) or len(parts) != 2:
        return Signature("bad")
    signature = mime.payload(parts[1]) if isinstance(parts[1], Message) else b""
    boundary = message.get_boundary()
    if not signature or not boundary:
        return Signature("bad")
    lines = re.sub(rb"\r?\n", b"\r\n", raw)
    delimiter = re.escape(boundary.encode("utf-8", "surrogateescape"))
    pieces = re.split(rb"\r\n--" + delimiter + rb"(?:--)?[ \t]*(?=\r\n|\Z)", lines)
    if len(pieces) < 3:
        return Signature("bad")
    return openpgp.verified(pieces[1].removeprefix(b"\r\n"), signature, keys)


def _inline(letter: Letter, keys: list[PublicKey]) -> None:
    """Encrypted or signed blocks inside the text itself, as older programs write them."""
    block = _MESSAGE.search(letter.text)
    if block and not letter.encrypted:
        letter.mark("mail_encrypted")
        if not openpgp.has_key():
            letter.mark("mail_no_key")
            return
        try:
            opened = openpgp.opened(block[0].encode(), keys)
        except NotOpenPgp:
            letter.mark("mail_undecryptable")
            return
        letter.encrypted, letter.signature = True, opened.signature
        said = headers.decoded(opened.content, None)
        letter.text = mime.shown(letter.text[: block.start()] + said + letter.text[block.end() :])
    elif _CLEARTEXT in letter.text and not letter.signature.state:
        start = letter.text.index(_CLEARTEXT)
        letter.signature = openpgp.cleartext(letter.text[start:].encode(), keys)


def _to_answer_with(letter: Letter, keys: list[PublicKey]) -> PublicKey | None:
    """Whose key an answer can be encrypted to: the signer's, that of the sender's name, or the only one."""
    fit = [key for key in keys if openpgp.can_encrypt(key)]
    if letter.signature.state == "good":
        signer = [key for key in fit if key.fingerprint == letter.signature.fingerprint]
        if signer:
            return signer[0]
    named = [key for key in fit if letter.sender and key.names(letter.sender)]
    chosen = named if len(named) == 1 else fit if len(fit) == 1 else []
    if fit and not chosen:
        letter.mark("mail_keys_many")
    return chosen[0] if chosen else None
