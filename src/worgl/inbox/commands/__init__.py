"""The inbox's writes; see the modules by noun."""

from worgl.inbox.commands.choosing import choose_hours, choose_ways, trust_address_again, turn_off_letters
from worgl.inbox.commands.devices import add_endpoint, make_push_key, remove_endpoint
from worgl.inbox.commands.notifying import notify, notify_many
from worgl.inbox.commands.reading import mark_all_read, mark_read

__all__ = [
    "add_endpoint",
    "choose_hours",
    "choose_ways",
    "make_push_key",
    "mark_all_read",
    "mark_read",
    "notify",
    "notify_many",
    "remove_endpoint",
    "trust_address_again",
    "turn_off_letters",
]
