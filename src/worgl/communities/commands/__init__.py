"""Writes of communities; see the modules by use."""

from __future__ import annotations

from worgl.communities.commands.admitting import approve, decline
from worgl.communities.commands.asking import (
    ask_question,
    describe_member,
    dismiss_welcome,
    drop_question,
    present_oneself,
)
from worgl.communities.commands.audit import record_audit_event
from worgl.communities.commands.founding import found_community
from worgl.communities.commands.handing import hand_over, handover_path
from worgl.communities.commands.importing import add_members, add_members_within_cap, make_room, withdraw_imported
from worgl.communities.commands.inviting import invite, revoke_invitation
from worgl.communities.commands.joining import join
from worgl.communities.commands.look import remove_icon, remove_logo, set_colour, show_icon, show_logo
from worgl.communities.commands.membership import leave, reinstate, rename_member, suspend
from worgl.communities.commands.messages import (
    block_member,
    report_member,
    report_message,
    resolve_report,
    see_messages,
    see_messages_until,
    unblock_member,
    write_to,
)
from worgl.communities.commands.notices import dismiss_notice, publish_notice, withdraw_notice
from worgl.communities.commands.policy import adopt_policy, announce_change, announce_policy, withdraw_policy
from worgl.communities.commands.roles import grant_role, revoke_role
from worgl.communities.commands.staff import end_staff, name_staff, open_shop, remove_shop_picture, show_shop_picture
from worgl.communities.commands.tending import retry_job
from worgl.communities.commands.terms import rename_community, rename_words, set_cap
from worgl.communities.commands.texts import agree_to_texts, publish_text
from worgl.communities.commands.wishes import agree_to_staff, refuse_staff
from worgl.communities.queries.access import require_active, require_role
from worgl.communities.rules import Founded, Invitation, MemberSpec

__all__ = [
    "Founded",
    "Invitation",
    "MemberSpec",
    "add_members",
    "add_members_within_cap",
    "adopt_policy",
    "agree_to_staff",
    "agree_to_texts",
    "announce_change",
    "announce_policy",
    "approve",
    "ask_question",
    "block_member",
    "decline",
    "describe_member",
    "dismiss_notice",
    "dismiss_welcome",
    "drop_question",
    "end_staff",
    "found_community",
    "grant_role",
    "hand_over",
    "handover_path",
    "invite",
    "join",
    "leave",
    "make_room",
    "name_staff",
    "open_shop",
    "present_oneself",
    "publish_notice",
    "publish_text",
    "record_audit_event",
    "refuse_staff",
    "reinstate",
    "remove_icon",
    "remove_logo",
    "remove_shop_picture",
    "rename_community",
    "rename_member",
    "rename_words",
    "report_member",
    "report_message",
    "require_active",
    "require_role",
    "resolve_report",
    "retry_job",
    "revoke_invitation",
    "revoke_role",
    "see_messages",
    "see_messages_until",
    "set_cap",
    "set_colour",
    "show_icon",
    "show_logo",
    "show_shop_picture",
    "suspend",
    "unblock_member",
    "withdraw_imported",
    "withdraw_notice",
    "withdraw_policy",
    "write_to",
]
