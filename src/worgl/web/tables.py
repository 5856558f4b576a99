"""Django's own pages of tables, for operators alone, and only for looking."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

from django.contrib.admin import AdminSite, ModelAdmin
from django.db.models import Model
from django.http import HttpRequest
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from worgl.core.errors import NotFound
from worgl.core.tables import Table, shown
from worgl.identity.pages import operator_page

if TYPE_CHECKING:
    Rows = ModelAdmin[Model]
else:
    # Django's class takes its type in its stubs alone.
    Rows = ModelAdmin


class ReadingAdmin(Rows):
    """Shows rows and changes none."""

    list_per_page = 50
    show_full_result_count = False
    actions = None

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Let everybody look whom the site has let in."""
        return True

    def has_module_permission(self, request: HttpRequest) -> bool:
        """List the table for everybody whom the site has let in."""
        return True

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Let nobody add."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Let nobody change."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Let nobody delete."""
        return False


class OperatorSite(AdminSite):
    """Django's pages behind the operator's gate; signing in and out is not theirs."""

    site_header = site_title = _("Tables of this node")
    index_title = _("For looking only")
    site_url = "/operator/"
    enable_nav_sidebar = False

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:  # noqa: ANN401, FBT001, FBT002 -- Django's signature
        """Let only operators with a second factor in."""
        return operator_page(super().admin_view(view, cacheable))

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> NoReturn:
        """Answer that there is no such page: people sign in where second factors are asked for."""
        raise NotFound

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> NoReturn:
        """Answer that there is no such page."""
        raise NotFound

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> NoReturn:
        """Answer that there is no such page."""
        raise NotFound


site = OperatorSite(name="tables")


def open_tables() -> None:
    """Register what the domains have named; called when all tables are known."""
    autodiscover_modules("admin")
    for table in shown():
        site.register(table.model, _admin_of(table))


def _admin_of(table: Table) -> type[ReadingAdmin]:
    own = {"list_display": table.columns, "fields": table.columns, "search_fields": table.sought}
    return type(f"{table.model.__name__}Reading", (ReadingAdmin,), own)
