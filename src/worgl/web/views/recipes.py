"""The recipes: what is done how, step by step."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from worgl.core import recipes
from worgl.core.errors import NotFound


def address_of(name: str) -> str:
    """Return where a recipe stands."""
    return reverse("web:recipe", args=[name])


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """List all recipes, those for operators and programmers apart."""
    found = [one for name in recipes.names() if (one := _recipe(name)) is not None]
    found.sort(key=lambda one: one.title.casefold())
    groups = [
        (_("For everybody"), [one for one in found if not one.is_technical]),
        (_("For operators and programmers, in English"), [one for one in found if one.is_technical]),
    ]
    return render(request, "web/recipes.html", {"title": _("Recipes"), "groups": groups})


@require_safe
def recipe(request: HttpRequest, name: str) -> HttpResponse:
    """Show one recipe."""
    found = _recipe(name)
    if found is None:
        raise NotFound
    context = {"title": found.title, "recipe": found, "back": reverse("web:recipes")}
    return render(request, "web/recipe.html", context)


def _recipe(name: str) -> recipes.Recipe | None:
    return recipes.recipe(name, address_of, get_language() or recipes.SOURCE)
