"""The room of the API in which what is about the caller's own account stands, whichever domain says it."""

from __future__ import annotations

from worgl.core.rest import new_router

ACCOUNT = new_router("Account")
