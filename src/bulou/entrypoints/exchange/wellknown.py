"""/.well-known/bulou-node.json: what this node says of itself, signed by its keys."""

from django.conf import settings
from django.http import Http404, HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from bulou.formats.exchange import statement
from bulou.formats.exchange.statement import Statement
from bulou.records.exchange_keys import own_keys
from bulou.records.peers import hosted_here
from bulou.records.signing import signing_key


@require_safe
def node(request: HttpRequest) -> JsonResponse:
    """The statement as of now; nothing in it is secret. A node that has no keys yet has none to make."""
    try:
        own = own_keys()
    except OSError:
        raise Http404 from None
    said = Statement(
        node=settings.BULOU_NODE_NAME,
        origin=settings.BULOU_BASE_URL,
        issued_at=timezone.now(),
        keys=own[0].public,
        hosted=tuple(hosted_here()),
        journal=signing_key().public_key().public_bytes_raw().hex(),
    )
    return JsonResponse(statement.write(said, own), json_dumps_params={"ensure_ascii": False, "indent": 1})
