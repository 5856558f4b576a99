"""Access to a page: whoever comes to it, and the member they act as."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.http import HttpRequest, HttpResponse

R = TypeVar("R", bound=HttpRequest)
R_contra = TypeVar("R_contra", bound=HttpRequest, contravariant=True)
"""The request a declaration takes: one for any request serves those of members as well."""
Page = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Door(Generic[R_contra]):
    """The guard around a page, such as `member_page`, and which id its commands take as the actor.

    Domains that know people and members make them: `identity.pages.PERSON`, `communities.pages.MEMBER` and others.
    """

    guard: Callable[[Callable[..., HttpResponse]], Page]
    actor: Callable[[R_contra], object]
