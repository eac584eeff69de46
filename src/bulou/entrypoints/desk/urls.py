"""The addresses of the desk."""

from django.urls import path

from bulou.entrypoints.desk import (
    acts,
    advisory,
    calendar,
    case,
    concerns,
    house,
    inbox,
    journal,
    mine,
    packet,
    readings,
    refusals,
    signatures,
    style,
)

app_name = "desk"
urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("bulk/", inbox.bulk, name="bulk"),
    path("views/", inbox.keep_view, name="keep_view"),
    path("views/<int:view_id>/drop/", inbox.drop_view, name="drop_view"),
    path("seat/", inbox.change_seat, name="change_seat"),
    path("members/", house.members, name="members"),
    path("readings/", readings.readings, name="readings"),
    path("signatures/", signatures.overview, name="signatures"),
    path("abuse/", concerns.abuse, name="abuse"),
    path("journal/", journal.journal, name="journal"),
    path("calendar/", calendar.show, name="calendar"),
    path("calendar/duties.ics", calendar.download, name="calendar_file"),
    path("mine/", mine.mine, name="mine"),
    path("style/", style.style, name="style"),
    path("files/<uuid:attachment_id>/", case.attachment, name="attachment"),
    path("cases/<slug:number>/", case.case, name="case"),
    path("cases/<slug:number>/open/", case.open_case, name="open"),
    path("cases/<slug:number>/refusals/<int:index>/", refusals.sealed, name="refusal"),
    path("cases/<slug:number>/packet/", packet.packet, name="packet"),
    path("cases/<slug:number>/packet/<uuid:notification_id>/print/", packet.printed, name="packet_print"),
    path("cases/<slug:number>/packet/<uuid:notification_id>/json/", packet.as_json, name="packet_json"),
    path("cases/<slug:number>/advisory/", advisory.editor, name="advisory_new"),
    path("cases/<slug:number>/advisory/check/", advisory.check, name="advisory_check"),
    path("cases/<slug:number>/advisory/<uuid:advisory_id>/", advisory.editor, name="advisory"),
    path("cases/<slug:number>/acts/<slug:name>/", acts.act, name="act"),
]
