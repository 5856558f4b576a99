"""The address book: each domain names its own pages, this file says where they begin."""

from __future__ import annotations

from allauth.urls import build_provider_urlpatterns
from django.urls import include, path

from worgl.web.tables import site

handler400 = "worgl.web.views.bad_request"
handler403 = "worgl.web.views.forbidden"
handler404 = "worgl.web.views.not_found"
handler429 = "worgl.web.views.too_many"
handler500 = "worgl.web.views.server_error"

urlpatterns = [
    path("operator/tables/", include((site.get_urls(), "admin"), namespace=site.name)),
    path("account/", include("allauth.account.urls")),
    path("account/second-factor/", include("allauth.mfa.urls")),
    path("account/networks/", include("allauth.socialaccount.urls")),
    path("account/networks/", include(build_provider_urlpatterns())),
    path("", include("worgl.identity.urls")),
    path("", include("worgl.inbox.urls")),
    path("", include("allauth.idp.urls")),
    path("", include("worgl.web.urls")),
    path("", include("worgl.communities.urls")),
    path("", include("worgl.currency.urls")),
    path("", include("worgl.payments.urls")),
    path("", include("worgl.requests.urls")),
    path("", include("worgl.orders.urls")),
    path("", include("worgl.vouchers.urls")),
    path("", include("worgl.disputes.urls")),
    path("", include("worgl.api.urls")),
    path("", include("worgl.demo.urls")),
]
