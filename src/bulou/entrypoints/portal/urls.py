"""Every address that a stranger may ask for."""

from django.urls import path

from bulou.entrypoints.portal import (
    advisories,
    certificates,
    feeds,
    finder,
    health,
    metrics,
    notices,
    openpgp_key,
    pages,
    precheck,
    report,
    severity,
    status,
    uploads,
    wellknown,
)

app_name = "portal"
urlpatterns = [
    path("", pages.home, name="home"),
    path("report", report.choose, name="report"),
    path("report/policy", pages.policy, name="policy"),
    path("report/status", status.status, name="status"),
    path("report/status/raw", status.raw, name="raw"),
    path("report/status/grade", finder.contest, name="contest"),
    path("report/status/credit", finder.credit, name="credit"),
    path("report/status/uploads", uploads.begin_own, name="own-uploads"),
    path("report/status/uploads/<str:token>", uploads.own_upload, name="own-upload"),
    path("report/<slug:slug>/uploads", uploads.begin, name="uploads"),
    path("report/<slug:slug>/uploads/<str:token>", uploads.upload, name="upload"),
    path("report/<slug:slug>", report.report, name="report-form"),
    path("notices/<str:token>", notices.notice, name="notice"),
    path("severity", severity.severity, name="severity"),
    path("precheck", precheck.precheck, name="precheck"),
    path("organisations/<slug:slug>", pages.organisation, name="organisation"),
    path("advisories", advisories.index, name="advisories"),
    path("advisories/<str:number>", advisories.advisory, name="advisory"),
    path("advisories/<str:number>/revisions/<int:revision>", advisories.advisory, name="revision"),
    path(
        "advisories/<str:number>/revisions/<int:revision>/<str:name>", advisories.file, name="revision-file"
    ),
    path("advisories/<str:number>/pictures/<uuid:picture_id>", advisories.picture, name="advisory-picture"),
    path("advisories/<str:number>/<str:name>", advisories.file, name="csaf"),
    path("feeds/advisories.atom", feeds.advisories, name="feed"),
    path("feeds/platforms.atom", feeds.platforms, name="platforms-feed"),
    path("thanks", pages.thanks, name="thanks"),
    path("certificates", certificates.ask, name="certificates"),
    path("certificates/<str:code>", certificates.certificate, name="certificate"),
    path("certificates/<str:code>/certificate.pdf", certificates.as_pdf, name="certificate-pdf"),
    path("guidance", pages.guidance, name="guidance"),
    path("platforms", pages.platforms, name="platforms"),
    path(".well-known/security.txt", wellknown.security_txt, name="security-txt"),
    path("openpgp-key.asc", openpgp_key.armored, name="openpgp-key"),
    path(".well-known/openpgpkey/policy", openpgp_key.policy, name="openpgp-policy"),
    path(".well-known/openpgpkey/hu/<str:hashed>", openpgp_key.by_address, name="openpgp-directory"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", metrics.metrics, name="metrics"),
]
