"""Views of the shell: start page, founding a town, and the pages for errors."""

from worgl.web.views.errors import bad_request, csrf_failure, forbidden, not_found, server_error, too_many
from worgl.web.views.start import found, home

__all__ = [
    "bad_request",
    "csrf_failure",
    "forbidden",
    "found",
    "home",
    "not_found",
    "server_error",
    "too_many",
]
