"""Every act on the mail side of a case, as it is done and as it cannot be acted on."""

from bulou.acts import correspondence as cr
from bulou.acts.blobs import keep
from bulou.records.correspondents import MailReporter
from tests.acts.example import NOBODY, Example, on

OF_MAIL: dict[str, Example] = {
    "keep_correspondent": on(
        "received", cr.KeepCorrespondent, "system", reporter=MailReporter("b@reporter.example"), receipt=True
    ),
    "write_by_mail": on(
        "received",
        cr.WriteByMail,
        "reporter",
        text="补充",
        raw=lambda _scene: keep("message.eml", b"raw mail"),
    ),
    "note_bounce": on(
        "accepted",
        cr.NoteBounce,
        "system",
        detail="5.1.1",
        ids={"delivery_id": "receipt"},
        bad={"delivery_id": NOBODY},
        wrong="delivery_id",
    ),
    "answer_in_plain_mail": on(
        "accepted", cr.AnswerInPlainMail, plain=True, grounds="电话", bad={"grounds": " "}, wrong="grounds"
    ),
}
