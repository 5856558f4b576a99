"""Payment requests whose time is over are closed, and their askers told."""

from __future__ import annotations

from worgl.core.expiry import Expiry, expires
from worgl.requests.commands.requesting import expire_requests
from worgl.requests.queries.requests import has_overdue

expires("requests", Expiry(is_due=has_overdue, close=expire_requests))
