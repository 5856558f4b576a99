"""Addresses of the shell: the start page, founding a town, its rules."""

from django.urls import path

from worgl.web.views import admin, app, leaving, mine, operator, recipes, rules, start

app_name = "web"

urlpatterns = [
    path("", start.home, name="home"),
    path("found/", start.found, name="found"),
    path("settings/everything/", mine.everything, name="everything"),
    path("settings/everything/state/", mine.state, name="everything_state"),
    path("settings/everything/<uuid:parcel>.zip", mine.fetch, name="everything_fetch"),
    path("manifest.webmanifest", app.manifest, name="manifest"),
    path("c/<slug:slug>/app.webmanifest", app.town_manifest, name="town_manifest"),
    path("sw.js", app.worker, name="worker"),
    path("help/", recipes.listed, name="recipes"),
    path("help/<slug:name>/", recipes.recipe, name="recipe"),
    path("offline/", app.offline, name="offline"),
    path("operator/", operator.home, name="operator"),
    path("operator/check/", operator.check, name="operator_check"),
    path("operator/facts/", operator.replay, name="operator_facts"),
    path("operator/letter/", operator.letter, name="operator_letter"),
    path("operator/jobs/<uuid:job>/retry/", operator.retry, name="operator_retry"),
    path("c/<slug:slug>/rules/", rules.show, name="rules"),
    path("c/<slug:slug>/rules/<uuid:change>/withdraw/", rules.withdraw, name="withdraw"),
    path("c/<slug:slug>/leave/", leaving.leave_page, name="leave"),
    path("c/<slug:slug>/admin/", admin.hub, name="admin"),
    path("c/<slug:slug>/admin/figures/<slug:chart>.csv", admin.chart_csv, name="chart_csv"),
    path("c/<slug:slug>/admin/jobs/<uuid:job>/retry/", admin.retry_job, name="retry_job"),
    path("c/<slug:slug>/admin/rules/<str:name>/", rules.announce, name="announce"),
]
