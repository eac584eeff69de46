"""What one would write instead: bare Django views on the same PostgreSQL, each doing one durable insert.

`/raw` inserts by hand, `/orm` through a model, `/drf` through Django REST framework with its serializer and its token.
Set up as their documentation recommends: DEBUG off, persistent connections, no middleware that they do not need.
`python -m bench.peers` makes the tables and prints a token; `application` is what the server loads.
"""

import json
import os
from urllib.parse import parse_qs, urlsplit

import django
from django.conf import settings

_place = urlsplit(os.environ["BENCH_PEERS_URL"])
settings.configure(
    DEBUG=False,
    SECRET_KEY="not secret",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    USE_TZ=True,
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    INSTALLED_APPS=[
        "django.contrib.contenttypes",
        "django.contrib.auth",
        "rest_framework",
        "rest_framework.authtoken",
    ],
    MIDDLEWARE=["django.middleware.common.CommonMiddleware"],
    REST_FRAMEWORK={
        "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
        "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    },
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": _place.path.strip("/"),
            "USER": _place.username,
            "HOST": parse_qs(_place.query)["host"][0],
            "CONN_MAX_AGE": None,
        }
    },
)
django.setup()

from django.db import connection, models  # noqa: E402  # Django wants its settings first
from django.http import HttpRequest, HttpResponse, JsonResponse  # noqa: E402
from django.urls import path  # noqa: E402
from django.views.decorators.csrf import csrf_exempt  # noqa: E402
from rest_framework import authentication, generics, permissions, serializers  # noqa: E402

COLUMNS = (
    "title",
    "product",
    "versions",
    "weakness",
    "severity",
    "steps",
    "impact",
    "public_state",
    "name",
    "contact",
)
_INSERT = (
    f"INSERT INTO peers_report (received_at, note, {', '.join(COLUMNS)})"
    f" VALUES (now(), %s{', %s' * len(COLUMNS)}) RETURNING id"
)


class Report(models.Model):
    """A report as one would model it first."""

    title = models.CharField(max_length=300)
    product = models.CharField(max_length=200)
    versions = models.CharField(max_length=300)
    weakness = models.CharField(max_length=200, blank=True)
    severity = models.CharField(max_length=200, blank=True)
    steps = models.TextField()
    impact = models.TextField(blank=True)
    public_state = models.CharField(max_length=10, choices=[(s, s) for s in ("no", "public", "exploited")])
    name = models.CharField(max_length=200, blank=True)
    contact = models.CharField(max_length=300, blank=True)
    note = models.TextField(blank=True)
    received_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "peers"


@csrf_exempt
def raw(request: HttpRequest) -> HttpResponse:
    """One statement by hand."""
    given = json.loads(request.body)
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, [given["note"], *(given[name] for name in COLUMNS)])
        row = cursor.fetchone()
    return JsonResponse({"id": row[0]}, status=201)


@csrf_exempt
def orm(request: HttpRequest) -> HttpResponse:
    """One `objects.create`."""
    made = Report.objects.create(**json.loads(request.body))  # writes: the peer's own table
    return JsonResponse({"id": made.pk}, status=201)


class ReportSerializer(serializers.ModelSerializer):
    """All fields, validated as the model says."""

    class Meta:
        model = Report
        fields = "__all__"


class CreateReport(generics.CreateAPIView):
    """The framework's own view for this."""

    queryset = Report.objects.all()
    serializer_class = ReportSerializer
    authentication_classes = (authentication.TokenAuthentication,)
    permission_classes = (permissions.IsAuthenticated,)


urlpatterns = [path("raw", raw), path("orm", orm), path("drf", CreateReport.as_view())]


def prepare() -> str:
    """Make the tables and one user; the user's token."""
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from rest_framework.authtoken.models import Token

    call_command("migrate", verbosity=0)
    with connection.schema_editor() as editor:
        editor.create_model(Report)
    user = User.objects.create_user("bench")
    return str(Token.objects.create(user=user).key)  # writes: the peer's own table


if __name__ == "__main__":
    print(prepare())
else:
    from django.core.wsgi import get_wsgi_application

    application = get_wsgi_application()
