"""Which pages there are: to which place each belongs, its help, and its entry in the menu of administration."""

from __future__ import annotations

from worgl.core.places import Page

PAGES = (Page("demo", no_page="buttons without a page"),)
