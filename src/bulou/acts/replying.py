"""Mails to a reporter: neutral unless nobody else can read them or the reporter asked for readable ones (ADR 0016)."""

from base64 import b64encode
from typing import Any

from bulou.acts.work import Work
from bulou.records.correspondents import MailReporter, mail_reporter


def tell_reporter(work: Work, text: str) -> None:
    """A message of the desk goes to a reporter who wrote by mail; others read it on the status page."""
    who = mail_reporter(work.the_case, work.key)
    if who is not None:
        write_to(work, who, "reporter_message", text=text)


def write_to(work: Work, who: MailReporter, template: str, /, **said: Any) -> None:
    """Queue a mail to a reporter. What is secret in `said` (text, code) goes along only encrypted or if asked for plain."""
    body = {"address": who.address, "number": work.the_case.number, "thread": who.thread, **said}
    if who.openpgp:
        body["openpgp"] = b64encode(who.openpgp).decode()
    elif not who.plain:
        body |= dict.fromkeys(SECRET & body.keys(), "")
    # The address stands in the closed body only: the outbox does not tell who reports.
    work.send("mail", "", template=template, plain=who.plain, **body)


SECRET = frozenset({"text", "code"})
