"""A picture of the case goes out with an advisory: decoded and written anew, so that nothing but the picture passes."""

import hashlib
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from bulou.acts.act import asked
from bulou.acts.blobs import opened
from bulou.acts.files import the_file
from bulou.acts.outcome import InvalidAct
from bulou.acts.permissions import Right
from bulou.acts.release import DraftAct, the_advisory
from bulou.acts.work import Work
from bulou.formats import filetypes, pictures
from bulou.law import Conduct
from bulou.records.models import PublishedPicture


@dataclass(frozen=True, kw_only=True)
class PublishPicture(
    DraftAct, title=_("Publish a picture with the advisory"), right=Right.RELEASE, conduct=Conduct.PUBLISH
):
    """What is published is a new picture; what was stripped is named and sealed, the original stays sealed in the case."""

    attachment_id: UUID = asked(_("Picture"), widget="attachment")
    caption: str = asked(_("What it shows, for readers who do not see it"), longest=300)

    def do(self, work: Work) -> None:
        advisory = the_advisory(work, self.advisory_id)
        if advisory.published_at is None or advisory.withdrawn_at is not None:
            raise InvalidAct({"attachment_id": _("Publish the advisory first.")})
        if not self.caption.strip():
            raise InvalidAct({"caption": _("Say what the picture shows.")})
        row = the_file(work, self.attachment_id)
        if row.released_at is None or row.kind not in filetypes.PICTURES:
            raise InvalidAct({"attachment_id": _("Choose a picture that has left quarantine.")})
        try:
            with opened(row, work.key) as content:
                made = pictures.made_anew(content, row.size)
        except pictures.NoPicture:
            raise InvalidAct({"attachment_id": _("This picture cannot be decoded.")}) from None
        digest = hashlib.sha256(made.content).hexdigest()
        shown = PublishedPicture.objects.create(
            advisory=advisory,
            content=made.content,
            kind=made.kind,
            width=made.width,
            height=made.height,
            sha256=digest,
            caption=self.caption.strip(),
            at=work.at,
        )
        work.ids["picture_id"] = str(shown.id)
        work.keep(
            advisory=str(advisory.id),
            original_sha256=row.sha256,
            sha256=digest,
            stripped=list(made.stripped),
            caption=shown.caption,
        )
