"""The addresses at which other nodes find this one."""

from django.urls import path

from bulou.entrypoints.exchange import inbox, wellknown
from bulou.transport.peers import INBOX, WELL_KNOWN

app_name = "exchange"
urlpatterns = [
    path(WELL_KNOWN.lstrip("/"), wellknown.node, name="node"),
    path(INBOX.lstrip("/"), inbox.inbox, name="inbox"),
]
