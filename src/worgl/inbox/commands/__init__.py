"""The inbox's writes; see the modules by noun."""

from worgl.inbox.commands.choosing import choose_hours, choose_ways, trust_address_again, turn_off_letters
from worgl.inbox.commands.devices import add_endpoint, make_push_key, remove_endpoint
from worgl.inbox.commands.reading import mark_all_read, mark_read
from worgl.inbox.commands.telling import tell, tell_many

__all__ = [
    "add_endpoint",
    "choose_hours",
    "choose_ways",
    "make_push_key",
    "mark_all_read",
    "mark_read",
    "remove_endpoint",
    "tell",
    "tell_many",
    "trust_address_again",
    "turn_off_letters",
]
