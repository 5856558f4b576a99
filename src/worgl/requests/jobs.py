"""Payment requests whose time is over are closed, and their askers told."""

from __future__ import annotations

from worgl.core.works import Expiry
from worgl.requests.commands.requesting import expire_requests
from worgl.requests.queries.requests import has_overdue

EXPIRIES = (Expiry("requests", is_due=has_overdue, close=expire_requests),)
