"""How people look, to those who share a community with them."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from worgl.communities.queries import picture_for
from worgl.core.pictures import CONTENT_TYPE
from worgl.identity.pages import PersonRequest, person_page

HEADERS = {
    # The address changes with the content, so what a browser has kept is never old; nobody else may keep it.
    "Cache-Control": "private, max-age=31536000, immutable",
    "X-Content-Type-Options": "nosniff",
}


@person_page
@require_safe
def picture(request: PersonRequest, digest: str) -> HttpResponse:
    """Hand out a picture by the hash of its content."""
    return HttpResponse(picture_for(digest, viewer=request.person.id), content_type=CONTENT_TYPE, headers=HEADERS)
