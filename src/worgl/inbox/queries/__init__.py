"""Reads of the inbox; see the modules by noun."""

from worgl.inbox.queries.choices import choices, endpoints, hours, mailbox
from worgl.inbox.queries.kinds import kind_of, known_kinds
from worgl.inbox.queries.links import off_token, read_off_token
from worgl.inbox.queries.mine import files_of_person
from worgl.inbox.queries.notices import UNREAD_SHOWN, notice, notices, unread, unread_beside
from worgl.inbox.queries.push_key import public_key
from worgl.inbox.queries.sending import oldest_due, queues

__all__ = [
    "UNREAD_SHOWN",
    "choices",
    "endpoints",
    "files_of_person",
    "hours",
    "kind_of",
    "known_kinds",
    "mailbox",
    "notice",
    "notices",
    "off_token",
    "oldest_due",
    "public_key",
    "queues",
    "read_off_token",
    "unread",
    "unread_beside",
]
