"""A picture that goes out with an advisory: made anew, and the file of the case is never reached."""

from uuid import UUID

from bulou.acts import Status
from bulou.acts.blobs import keep
from bulou.acts.files import ReleaseFile
from bulou.acts.post_release import WithdrawAdvisory
from bulou.acts.publishing_pictures import PublishPicture
from bulou.acts.release import PublishAdvisory
from bulou.records.models import Attachment, Entry
from tests.entrypoints.portal.publishing import mended
from tests.pictures import photo


def test_ac14_the_file_of_the_case_is_never_reached_through_a_publication(world, stranger):
    original = photo("JPEG")
    case_id = mended(world, attachments=(keep("现场.jpg", original),))
    advisory_id = world.drafted(case_id)
    number = world.done(PublishAdvisory(case_id=case_id, advisory_id=advisory_id), "lead").ids["number"]
    file = Attachment.objects.get(case_id=case_id)
    act = PublishPicture(case_id=case_id, advisory_id=advisory_id, attachment_id=file.id, caption="诊断页")
    in_quarantine = world.act(act, "lead")
    world.done(ReleaseFile(case_id=case_id, attachment_id=file.id, text="看过"), "lead")
    picture_id = UUID(world.done(act, "lead").ids["picture_id"])
    sealed = Entry.objects.filter(stream=f"case:{case_id}").latest("index").payload

    address = f"/advisories/{number}/pictures/{picture_id}"
    shown = stranger.get(address)
    page = stranger.get(f"/advisories/{number}").content.decode()

    assert in_quarantine.status is Status.INVALID
    assert (shown.status_code, shown.headers["Content-Type"]) == (200, "image/jpeg")
    assert shown.content != original
    assert b"Exif" not in shown.content
    assert "gps" in sealed["stripped"]["value"]
    assert sealed["original_sha256"]["value"] == file.sha256
    assert address in page
    for other in (
        f"/advisories/{number}/pictures/{file.id}",
        f"/advisories/{number}/{file.id}",
        f"/files/{file.id}",
    ):
        assert stranger.get(other).status_code == 404
    world.done(WithdrawAdvisory(case_id=case_id, advisory_id=advisory_id, reason="误报"), "lead")
    assert stranger.get(address).status_code == 404
