"""The addresses of the law, below /law."""

from django.urls import path

from bulou.entrypoints.law import pages, scenario_pages, sentence_page, what_if

app_name = "law"
urlpatterns = [
    path("law", pages.index, name="index"),
    path("law/open-points", pages.open_points, name="open-points"),
    path("law/what-if", what_if.what_if, name="what-if"),
    path("law/what-if/scenario.yaml", what_if.as_scenario, name="what-if-file"),
    path("law/scenarios", scenario_pages.try_file, name="scenarios"),
    path("law/<slug:home>/<slug:edition>", pages.edition, name="edition"),
    path("law/<slug:home>/<slug:edition>/<str:anchor>", sentence_page.sentence, name="sentence"),
]
