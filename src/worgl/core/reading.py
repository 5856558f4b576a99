"""The memory of one reading: what a page has looked up by its id it does not look up again.

A reading is open while a request is answered. Inside, a function marked `@remembered` asks
the database once for the same inputs; outside it is a plain call. A write sees nothing of it: commands
run without a memory, and when one ends, the reading around it begins anew; so it does (`forget`) after
every other statement that writes, and after a write that another thread made for this one.

What is remembered is shared, so it must not be changed: frozen values, never rows.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import ParamSpec, TypeVar, cast

Inputs = ParamSpec("Inputs")
Answer = TypeVar("Answer")
Memory = dict[Hashable, object]

_open: ContextVar[Memory | None] = ContextVar("reading", default=None)
"""The memory of the reading this thread is in, None outside."""


@contextmanager
def reading() -> Iterator[None]:
    """Remember until the end of the block; a reading inside a reading is the same one."""
    if _open.get() is not None:
        yield
        return
    token = _open.set({})
    try:
        yield
    finally:
        _open.reset(token)


@contextmanager
def writing() -> Iterator[None]:
    """Remember nothing in the block, and forget what was known before it: it may no longer be true."""
    token = _open.set(None)
    try:
        yield
    finally:
        _open.reset(token)
        forget()


def forget() -> None:
    """Begin the reading that is open anew."""
    memory = _open.get()
    if memory is not None:
        memory.clear()


def remembered(look_up: Callable[Inputs, Answer]) -> Callable[Inputs, Answer]:
    """Make a look-up answer from the memory of the reading that is open; its inputs are hashable.

    An answer of None is remembered too, a refusal is not. Inputs that may be given by place or by name
    count as different; write one of the two.
    """

    @functools.wraps(look_up)
    def asked(*args: Inputs.args, **kwargs: Inputs.kwargs) -> Answer:
        memory = _open.get()
        if memory is None:
            return look_up(*args, **kwargs)
        key = _key(look_up, args, kwargs)
        if key not in memory:
            memory[key] = look_up(*args, **kwargs)
        return cast("Answer", memory[key])

    return asked


def learn(look_up: Callable[Inputs, Answer], answer: Answer, /, *args: Inputs.args, **kwargs: Inputs.kwargs) -> None:
    """Put into the memory what another read has found out, as the answer of a remembered look-up."""
    memory = _open.get()
    if memory is not None:
        memory[_key(look_up, args, kwargs)] = answer


def known(look_up: Callable[Inputs, Answer], /, *args: Inputs.args, **kwargs: Inputs.kwargs) -> Answer | None:
    """Return what is remembered of a look-up without asking, None when nothing is."""
    memory = _open.get()
    return None if memory is None else cast("Answer | None", memory.get(_key(look_up, args, kwargs)))


def _key(look_up: Callable[..., object], args: tuple[object, ...], kwargs: dict[str, object]) -> Hashable:
    # Named, because a look-up and its marked form are two objects with one name.
    return look_up.__module__, look_up.__qualname__, args, *sorted(kwargs.items())
