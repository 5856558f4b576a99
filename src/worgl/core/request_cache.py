"""The request cache: what a page has looked up by its id it does not look up again.

It is open while a request is answered. Inside, a function marked `@cached` asks
the database once for the same inputs; outside it is a plain call. A write sees nothing of it: commands
run without the cache, and when one ends, the cache around it is cleared; so it is (`clear`) after
every other statement that writes, and after a write that another thread made for this one.

What is cached is shared, so it must not be changed: frozen values, never rows.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import ParamSpec, TypeVar, cast

Inputs = ParamSpec("Inputs")
Answer = TypeVar("Answer")
Cache = dict[Hashable, object]

_open: ContextVar[Cache | None] = ContextVar("request_cache", default=None)
"""The cache this thread is in, None outside."""


@contextmanager
def request_cache() -> Iterator[None]:
    """Keep what is looked up until the end of the block; a cache inside a cache is the same one."""
    if _open.get() is not None:
        yield
        return
    token = _open.set({})
    try:
        yield
    finally:
        _open.reset(token)


@contextmanager
def uncached() -> Iterator[None]:
    """Cache nothing in the block, and clear what was known before it: it may no longer be true."""
    token = _open.set(None)
    try:
        yield
    finally:
        _open.reset(token)
        clear()


def clear() -> None:
    """Empty the cache that is open."""
    cache = _open.get()
    if cache is not None:
        cache.clear()


def cached(look_up: Callable[Inputs, Answer]) -> Callable[Inputs, Answer]:
    """Make a look-up answer from the cache that is open; its inputs are hashable.

    An answer of None is cached too, a refusal is not. Inputs that may be given by place or by name
    count as different; write one of the two.
    """

    @functools.wraps(look_up)
    def asked(*args: Inputs.args, **kwargs: Inputs.kwargs) -> Answer:
        cache = _open.get()
        if cache is None:
            return look_up(*args, **kwargs)
        key = _key(look_up, args, kwargs)
        if key not in cache:
            cache[key] = look_up(*args, **kwargs)
        return cast("Answer", cache[key])

    return asked


def prime(look_up: Callable[Inputs, Answer], answer: Answer, /, *args: Inputs.args, **kwargs: Inputs.kwargs) -> None:
    """Put into the cache what another read has found out, as the answer of a cached look-up."""
    cache = _open.get()
    if cache is not None:
        cache[_key(look_up, args, kwargs)] = answer


def cached_value(look_up: Callable[Inputs, Answer], /, *args: Inputs.args, **kwargs: Inputs.kwargs) -> Answer | None:
    """Return what is cached of a look-up without asking, None when nothing is."""
    cache = _open.get()
    return None if cache is None else cast("Answer | None", cache.get(_key(look_up, args, kwargs)))


def _key(look_up: Callable[..., object], args: tuple[object, ...], kwargs: dict[str, object]) -> Hashable:
    # Named, because a look-up and its marked form are two objects with one name.
    return look_up.__module__, look_up.__qualname__, args, *sorted(kwargs.items())
