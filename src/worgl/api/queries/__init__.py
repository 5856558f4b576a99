"""Reads of the API's own: personal keys, endpoints of webhooks, their messages."""

from worgl.api.queries.endpoints import endpoint, endpoints, messages, offered_events, secret_of
from worgl.api.queries.keys import good_among, key_by_token, key_of, keys_of

__all__ = [
    "endpoint",
    "endpoints",
    "good_among",
    "key_by_token",
    "key_of",
    "keys_of",
    "messages",
    "offered_events",
    "secret_of",
]
