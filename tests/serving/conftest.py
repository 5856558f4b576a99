"""Places of their own for servers, made as the command line's tests make them."""

from worgl.cli.tests.conftest import make_place_with_tables

__all__ = ["make_place_with_tables"]
