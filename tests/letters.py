"""Mails as people and programs write them."""

from email import policy
from email.message import EmailMessage
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart

from tests.mailservers import REPORTER, SECURITY, GnuPG

SMTP = policy.SMTP
TEXT = "诊断页对 host 参数未作校验，可注入命令。\n步骤：1. 打开诊断页"


def letter(text: str = TEXT, *, subject: str = "QY-4200 命令注入", **headers: str) -> EmailMessage:
    """A mail of a reporter; `headers` by name with _ for -, of which those that are empty are left out."""
    mail = EmailMessage(policy=SMTP)
    given = {
        "From": f"Alice <{REPORTER}>",
        "To": SECURITY,
        "Subject": subject,
        "Message-ID": "<1@reporter.example>",
    }
    for name, value in (given | {key.replace("_", "-"): value for key, value in headers.items()}).items():
        if value:
            mail[name] = value
    mail.set_content(text)
    return mail


def encrypted(mail: EmailMessage, gpg: GnuPG, to: str, *, signed_by: str = "", packed: bool = False) -> bytes:
    """The mail as PGP/MIME (RFC 3156), made by GnuPG; `packed` as it does by itself, compressed inside."""
    inner = EmailMessage(policy=SMTP)
    inner["Subject"] = mail["Subject"]
    body = mail.get_body()
    assert body is not None
    inner.set_content(body.get_content())
    for part in mail.iter_attachments():
        inner.add_attachment(part.get_content(), "application", "octet-stream", filename=part.get_filename())
    sign = ("--sign", "--local-user", signed_by) if signed_by else ()
    plain = () if packed else ("--compress-algo", "none")
    cipher = gpg("--armor", *plain, "--encrypt", "--recipient", to, *sign, content=inner.as_bytes())
    return wrapped(mail, cipher)


def wrapped(mail: EmailMessage, cipher: bytes) -> bytes:
    """The frame of an encrypted mail around any bytes."""
    outer = MIMEMultipart("encrypted", protocol="application/pgp-encrypted", policy=SMTP)
    for name in ("From", "To", "Message-ID", "In-Reply-To"):
        if mail[name]:
            outer[name] = mail[name]
    outer["Subject"] = "..."
    outer.attach(MIMEApplication(b"Version: 1\n", "pgp-encrypted"))
    outer.attach(MIMEApplication(cipher, "octet-stream"))
    return outer.as_bytes()


def signed(mail: EmailMessage, gpg: GnuPG, by: str) -> bytes:
    """The mail with a detached signature (RFC 3156 section 5), made by GnuPG."""
    inner = EmailMessage(policy=SMTP)
    inner.set_content(mail.get_content(), cte="quoted-printable")
    content = inner.as_bytes()
    signature = gpg("--armor", "--detach-sign", "--local-user", by, content=content)
    lines = [f"{name}: {mail[name]}" for name in ("From", "To", "Message-ID", "In-Reply-To") if mail[name]]
    lines += [
        "Subject: signed",
        'Content-Type: multipart/signed; micalg=pgp-sha512; protocol="application/pgp-signature"; boundary="b0"',
        "MIME-Version: 1.0",
    ]
    head = "\r\n".join(lines).encode()
    tail = b"Content-Type: application/pgp-signature; name=signature.asc\r\n\r\n" + signature
    return head + b"\r\n\r\n--b0\r\n" + content + b"\r\n--b0\r\n" + tail + b"\r\n--b0--\r\n"
