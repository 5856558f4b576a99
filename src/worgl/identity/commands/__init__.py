"""Writes of people and clients. Signing up on a page goes through allauth and `adapter`; see the modules by noun."""

from worgl.identity.commands.clients import (
    add_client,
    allow_client,
    begin_grant,
    disconnect_client,
    end_access,
    end_grant,
    end_grants,
    hashed,
    locked_grant,
    remove_client,
    sweep_grants,
)
from worgl.identity.commands.people import (
    make_operator,
    note_read_in,
    register_person,
    remove_picture,
    remove_second_factors,
    rename_person,
    set_preferences,
    show_picture,
    stop_operator,
)

__all__ = [
    "add_client",
    "allow_client",
    "begin_grant",
    "disconnect_client",
    "end_access",
    "end_grant",
    "end_grants",
    "hashed",
    "locked_grant",
    "make_operator",
    "note_read_in",
    "register_person",
    "remove_client",
    "remove_picture",
    "remove_second_factors",
    "rename_person",
    "set_preferences",
    "show_picture",
    "stop_operator",
    "sweep_grants",
]
