"""Addresses of the town's money. What every member may see, and what treasurers do, below /c/<slug>/town/."""

from django.urls import path

from worgl.currency.views import (
    coin,
    commons,
    givings,
    issue,
    levies,
    levy_dry_run,
    limits,
    member_imports,
    member_register,
    spend,
    town,
)

app_name = "currency"

urlpatterns = [
    path("c/<slug:slug>/town/", town.town, name="town"),
    path("c/<slug:slug>/town/figures.csv", town.figures_csv, name="figures_csv"),
    path("c/<slug:slug>/town/fading/", levies.levies, name="levies"),
    path("c/<slug:slug>/town/commons/", commons.commons, name="commons"),
    path("c/<slug:slug>/town/commons/spend/", spend.spend, name="spend"),
    path("c/<slug:slug>/town/issue/", issue.issue, name="issue"),
    path("c/<slug:slug>/town/issue/check/", issue.check, name="issue_check"),
    path("c/<slug:slug>/town/limits/", limits.find, name="limits"),
    path("c/<slug:slug>/town/limits/<str:code>/", limits.edit, name="limits_member"),
    path("c/<slug:slug>/admin/import/", member_imports.hand_in, name="hand_in"),
    path("c/<slug:slug>/admin/import/<uuid:arrivals>/", member_imports.member_import, name="arrivals"),
    path("c/<slug:slug>/admin/import/<uuid:arrivals>/faults.csv", member_imports.faults_csv, name="arrival_faults"),
    path("c/<slug:slug>/admin/import/<uuid:arrivals>/links.csv", member_imports.links, name="arrival_links"),
    path("c/<slug:slug>/admin/import/<uuid:arrivals>/letters/", member_imports.letters, name="arrival_letters"),
    path("c/<slug:slug>/admin/coin/", coin.coin, name="coin"),
    path("c/<slug:slug>/admin/members/", member_register.member_register, name="roll"),
    path("c/<slug:slug>/admin/members.csv", member_register.register_csv, name="roll_csv"),
    path("c/<slug:slug>/admin/limits/", member_register.limits_by_rule, name="limits_by_rule"),
    path("c/<slug:slug>/admin/limits/<uuid:job>/", member_register.limit_order, name="limit_order"),
    path("c/<slug:slug>/admin/give/", givings.give, name="give_many"),
    path("c/<slug:slug>/admin/give/<uuid:giving>/", givings.giving, name="giving"),
    path("c/<slug:slug>/town/rehearsal/", levy_dry_run.levy_dry_run, name="rehearsal"),
    path("c/<slug:slug>/town/rehearsal/running/", levy_dry_run.running, name="running"),
]
