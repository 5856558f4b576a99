"""Django's cache in the database, that says when the database is away.

Django's own takes a value that could not be written for one that was there already: a limit on tries would then say
“too many” to somebody who tried once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.cache.backends.db import DatabaseCache
from django.db import DatabaseError, connections, router

from worgl.core.databases import is_away


class HonestCache(DatabaseCache):
    """Django's own, but a database that is away is an error and no answer."""

    def _base_set(self, mode: str, key: str, value: Any, timeout: Any = None) -> Any:  # noqa: ANN401 -- as Django's own
        met: list[DatabaseError] = []

        def noting(execute: Callable[..., object], *arguments: object) -> object:
            try:
                return execute(*arguments)
            except DatabaseError as error:
                if is_away(error):
                    met.append(error)
                raise

        alias = router.db_for_write(self.cache_model_class)
        with connections[alias].execute_wrapper(noting):
            done = super()._base_set(mode, key, value, timeout)  # type: ignore[misc]  # not in the stubs
        if met:
            raise met[0]
        return done
