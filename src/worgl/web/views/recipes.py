"""The recipes: what is done how, step by step."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from worgl.core import recipes
from worgl.core.errors import NotFound


def address_of(name: str) -> str:
    """Return where a recipe stands."""
    return reverse("web:recipe", args=[name])


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """List all recipes."""
    found = [recipes.recipe(name, address_of) for name in recipes.names()]
    context = {"title": _("Recipes"), "recipes": sorted((one for one in found if one), key=lambda one: one.title)}
    return render(request, "web/recipes.html", context)


@require_safe
def recipe(request: HttpRequest, name: str) -> HttpResponse:
    """Show one recipe."""
    found = recipes.recipe(name, address_of)
    if found is None:
        raise NotFound
    context = {"title": found.title, "recipe": found, "back": reverse("web:recipes")}
    return render(request, "web/recipe.html", context)
