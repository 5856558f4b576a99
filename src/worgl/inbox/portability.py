"""The inbox's rows of a community out and in, for export and import.

Notices, conversations and reports go along: a directory is as confidential as the database it comes from. What a
person chose, their devices and what is on its way belong to the person and to this node: they stay, as passwords do,
and nothing is sent a second time from the new place.
"""

from __future__ import annotations

from worgl.core.exports import Table
from worgl.inbox import models

TABLES = (
    Table("told", models.Notice, left_out=frozenset({"digest", "digested_in"})),
    Table("conversations", models.Conversation),
    Table("messages", models.Message),
    Table("conversation_sides", models.Side),
    Table("reports", models.Report),
)
STAYS = {
    models.Choice: "what a person chose here",
    models.Reader: "what a person has read here",
    models.Endpoint: "a person's devices, which this node alone can reach",
    models.Outgoing: "what is on its way from here",
}
"""Tables of no community, and why they stay."""
