"""Conversations and reports with the members they are between."""

from __future__ import annotations

from dataclasses import dataclass

from worgl.communities.rules.values import Member
from worgl.inbox.rules.messages import ReportView, SideView


@dataclass(frozen=True, slots=True)
class Chat:
    """A conversation with another member, as the viewer sees it."""

    other: Member
    side: SideView


@dataclass(frozen=True, slots=True)
class Chats:
    """A page of conversations; `next_cursor` is empty on the last one."""

    items: tuple[Chat, ...]
    next_cursor: str


@dataclass(frozen=True, slots=True)
class MemberReport:
    """A report with the members it names."""

    report: ReportView
    by: Member
    about: Member
