"""/metrics for Prometheus: requests of this process, and what waits in the database. No case, no name, no address.

Only this machine may read it, unless BULOU_METRICS_TOKEN is set: then whoever brings that token. With several server
processes, PROMETHEUS_MULTIPROC_DIR makes prometheus-client add up their counts.
"""

import hmac
import os
import time
from collections.abc import Callable, Iterator
from ipaddress import ip_address

from django.conf import settings
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from bulou.records import public

FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP")

process = CollectorRegistry()
requests = Counter("bulou_requests", "Requests answered", ["method", "route", "status"], registry=process)
seconds = Histogram(
    "bulou_request_seconds",
    "Time to answer",
    ["route"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
    registry=process,
)


class Count:
    """Middleware: count every answer by method, route pattern and status; the pattern, never the address itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, and count it."""
        begun = time.perf_counter()
        response = self.get_response(request)
        route = request.resolver_match.route if request.resolver_match else "-"
        method = (
            request.method if request.method in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE") else "other"
        )
        requests.labels(method, route, str(response.status_code)).inc()
        seconds.labels(route).observe(time.perf_counter() - begun)
        return response


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """The text format; for everyone else the page does not exist."""
    if not allowed(request):
        raise Http404
    registry = process
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        registry = CollectorRegistry()
        MultiProcessCollector(registry)
    here = CollectorRegistry()
    here.register(Waiting())
    ProcessCollector(registry=here)
    return HttpResponse(
        generate_latest(registry) + generate_latest(here), content_type=CONTENT_TYPE_PLAIN_0_0_4
    )


def allowed(request: HttpRequest) -> bool:
    """With a token set, whoever brings it; else a request from this machine that no proxy has passed on."""
    token = settings.BULOU_METRICS_TOKEN
    if token:
        given = request.headers.get("Authorization", "")
        return hmac.compare_digest(given.encode(), f"Bearer {token}".encode())
    if any(name in request.META for name in FORWARDED):
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


class Waiting(Collector):
    """What is in the database now; only whether it answers when it does not."""

    def collect(self) -> Iterator[Metric]:
        """One family after the other."""
        at = timezone.now()
        try:
            now = public.gauges(at=at)
        except DatabaseError:
            yield GaugeMetricFamily("bulou_database_up", "Whether the database answers", value=0)
            return
        yield GaugeMetricFamily("bulou_database_up", "Whether the database answers", value=1)
        reports = GaugeMetricFamily("bulou_reports", "Reports received and held", labels=["channel"])
        for channel, count in now.reports.items():
            reports.add_metric([channel], count)
        yield reports
        oldest = (at - now.oldest_delivery_at).total_seconds() if now.oldest_delivery_at else 0
        for name, text, value in (
            ("deliveries_waiting", "Deliveries in the outbox", now.deliveries_waiting),
            ("deliveries_failed", "Deliveries given up", now.deliveries_failed),
            ("oldest_delivery_seconds", "Age of the oldest waiting delivery", oldest),
            ("duties_live", "Duties that are owed now", now.duties_live),
            ("duties_overdue", "Owed duties whose moment has passed", now.duties_overdue),
            ("entries_without_leaf", "Journal entries not yet in the tree", now.entries_without_leaf),
        ):
            yield GaugeMetricFamily(f"bulou_{name}", text, value=value)
