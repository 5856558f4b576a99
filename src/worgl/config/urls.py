"""The address book: each domain names its own pages, this file says where they begin."""

from __future__ import annotations

from allauth.urls import build_provider_urlpatterns
from django.apps import AppConfig, apps
from django.urls import include, path
from django.utils.module_loading import module_has_submodule

from worgl.core.domains import DomainConfig
from worgl.web.tables import site

handler400 = "worgl.web.views.bad_request"
handler403 = "worgl.web.views.forbidden"
handler404 = "worgl.web.views.not_found"
handler429 = "worgl.web.views.too_many"
handler500 = "worgl.web.views.server_error"


def has_pages(app: AppConfig) -> bool:
    """Tell whether an app is a domain that names addresses."""
    return isinstance(app, DomainConfig) and module_has_submodule(app.module, "urls")


urlpatterns = [
    path("operator/tables/", include((site.get_urls(), "admin"), namespace=site.name)),
    path("account/", include("allauth.account.urls")),
    path("account/second-factor/", include("allauth.mfa.urls")),
    path("account/networks/", include("allauth.socialaccount.urls")),
    path("account/networks/", include(build_provider_urlpatterns())),
    *(path("", include(f"{one.name}.urls")) for one in apps.get_app_configs() if has_pages(one)),
    # After the domains: identity answers some of its addresses in its stead.
    path("", include("allauth.idp.urls")),
]
