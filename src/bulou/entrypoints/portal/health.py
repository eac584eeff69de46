"""Whether the process is up, and whether it can do its work."""

import logging
from collections.abc import Callable

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from bulou.records.sealed import node_key

log = logging.getLogger(__name__)


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when the database answers, its migrations are applied and the keys can be read; else 503, naming which."""
    found = {name: _passes(name, check) for name, check in CHECKS.items()}
    ready = all(found.values())
    body = {"ready": ready, **{name: "ok" if passed else "failed" for name, passed in found.items()}}
    return JsonResponse(body, status=200 if ready else 503)


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone() == (1,))


def _migrations() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _keys() -> bool:
    node_key()
    return bool(settings.SECRET_KEY) and settings.BULOU_JOURNAL_KEY_FILE.stat().st_size > 0


CHECKS: dict[str, Callable[[], bool]] = {"database": _database, "migrations": _migrations, "keys": _keys}


def _passes(name: str, check: Callable[[], bool]) -> bool:
    try:
        return check()
    except Exception:  # whatever it is, the answer is that the node is not ready; the log has the reason
        log.exception("readyz: %s", name)
        return False
