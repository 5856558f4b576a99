"""Every command that changes power over money leaves an act, and every act stands under a heading of the record.

The lists are compared with the code: a command of communities, currency or payments in neither list fails the
test, and so does an act under no heading, or one that a list promises and no command writes.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import worgl
from worgl.core.domains import audit_groups

SOURCE = Path(worgl.__file__).parent
DOMAINS = ("communities", "currency", "payments", "requests", "orders", "vouchers", "disputes", "imports")

RECORDED = {
    "communities.agree_to_staff": "communities.staff_agreed",
    "communities.announce_policy": "communities.policy_announced",
    "communities.approve": "communities.approved",
    "communities.ask_question": "communities.question_asked",
    "communities.decline": "communities.declined",
    "communities.drop_question": "communities.question_dropped",
    "communities.end_staff": "communities.staff_ended",
    "communities.grant_role": "communities.role_granted",
    "communities._hand_over": "communities.invited_imported",
    "communities._invite": "communities.invited",
    "communities.join": "communities.taken_over",
    "communities._keep": "communities.look_shown",
    "communities._keep_picture": "communities.shop_shown",
    "communities.leave": "communities.left",
    "communities.name_staff": "communities.staff_named",
    "communities.open_shop": "communities.staff_named",
    "communities.publish_text": "communities.text_published",
    "communities.publish_notice": "communities.notice_published",
    "communities.refuse_staff": "communities.staff_refused",
    "communities.reinstate": "communities.reinstated",
    "communities.remove_icon": "communities.look_removed",
    "communities.remove_logo": "communities.look_removed",
    "communities.remove_shop_picture": "communities.shop_unshown",
    "communities.rename_community": "communities.renamed",
    "communities.rename_member": "communities.renamed_member",
    "communities.rename_words": "communities.words_changed",
    "communities.resolve_report": "communities.report_resolved",
    "communities.retry_job": "communities.job_retried",
    "communities.revoke_invitation": "communities.invitation_revoked",
    "communities.revoke_role": "communities.role_revoked",
    "communities.set_colour": "communities.look_colour",
    "communities.set_cap": "communities.cap_set",
    "communities.suspend": "communities.suspended",
    "communities.withdraw_notice": "communities.notice_withdrawn",
    "communities.withdraw_policy": "communities.policy_withdrawn",
    "currency.depart": "communities.left",
    "currency.give_many": "currency.given_to_many",
    "currency.issue": "currency.issued",
    "currency.issue_many": "currency.issued_many",
    "currency.leave_town": "communities.left",
    "currency.order_limits": "currency.limits_ordered",
    "currency.rename_coin": "currency.coin_renamed",
    "currency.set_limits": "currency.credit_set",
    "currency.spend_commons": "currency.commons_spent",
    "currency.spend_operator": "currency.operator_spent",
    "currency.start_member_import": "communities.imported",
    "disputes.rule_dispute": "payments.dispute_ruled",
}
"""What each command that gives or takes power over money, or changes what all rely on, writes into the record."""

QUIET = {
    "communities.agree_to_texts": "one's own agreement, kept with the day",
    "communities.block_member": "whom one reads",
    "communities.describe_member": "what one says of oneself",
    "communities.dismiss_notice": "what one has read",
    "communities.dismiss_welcome": "what one has read",
    "communities.found_community": "the community's own row names its founder and the day",
    "communities.present_oneself": "one's own name, and what one says of oneself",
    "communities.report_member": "answered in the record when it is looked at",
    "communities.report_message": "answered in the record when it is looked at",
    "communities.see_messages_until": "what one has read",
    "communities.unblock_member": "whom one reads",
    "communities.write_to": "what one writes",
    "currency.check_member_import": "reads a table; starting it is recorded",
    "currency.found_town": "as found_community",
    "currency.give_to_commons": "one's own money, in the books",
    "currency.send_links": "letters with links whose making is recorded",
    "currency.stop_links": "letters that are not sent",
    "disputes.answer_dispute": "one's own words in a dispute, kept with it",
    "orders.cancel_order": "one's own money, kept with the order",
    "requests.cancel_request": "one's own request, kept",
    "vouchers.cancel_series": "one's own money, in the books",
    "requests.deny_request": "one's own answer, kept with the request",
    "orders.draft_list": "one's own list, kept",
    "vouchers.issue_vouchers": "one's own money, in the books",
    "orders.make_order": "one's own money, kept with the order",
    "disputes.open_dispute": "one's own dispute, kept",
    "orders.pause_order": "one's own money, kept with the order",
    "payments.pay": "one's own money, in the books",
    "requests.pay_request": "one's own money, in the books",
    "vouchers._redeem": "one's own money, in the books",
    "payments.refund": "one's own money, in the books",
    "requests.remind": "one's own request, kept",
    "requests.request_payment": "one's own request, kept",
    "orders.resume_order": "one's own money, kept with the order",
    "disputes.settle_dispute": "one's own money, in the books",
    "requests.show_at_till": "one's own request, kept",
    "orders.skip_next": "one's own money, kept with the order",
    "orders.start_list": "one's own money, in the books",
    "disputes.withdraw_dispute": "one's own dispute, kept",
}
"""Commands that change nobody's power, each with where it stands instead."""


def _rooms_of_commands(domain: str) -> list[Path]:
    """Return the files of a domain's commands: one, or those of a package; of all domains for "*"."""
    return sorted([*SOURCE.glob(f"{domain}/commands.py"), *SOURCE.glob(f"{domain}/commands/**/*.py")])


def _functions(domain: str) -> Iterator[ast.FunctionDef]:
    for path in _rooms_of_commands(domain):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef):
                yield node


def _is_command(node: ast.FunctionDef) -> bool:
    return any(isinstance(mark, ast.Name) and mark.id == "command" for mark in node.decorator_list)


def _commands() -> set[str]:
    return {f"{domain}.{node.name}" for domain in DOMAINS for node in _functions(domain) if _is_command(node)}


def _codes() -> set[str]:
    """Return every text of the code that looks like the code of an act and is written where acts are recorded."""
    found = set()
    for path in _rooms_of_commands("*"):
        text = path.read_text(encoding="utf-8")
        if "record_audit_event" not in text and "what" not in text:
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.keyword) and node.arg == "what":
                found |= {one.value for one in ast.walk(node.value) if isinstance(one, ast.Constant) and one.value}
    return {str(code) for code in found}


def test_every_command_says_whether_it_changes_power() -> None:
    listed = RECORDED.keys() | QUIET.keys()
    assert _commands() - listed == set(), "commands in neither list: do they give or take power over money?"
    assert listed - _commands() == set(), "commands that are gone"
    assert RECORDED.keys() & QUIET.keys() == set()


def test_every_act_that_is_promised_is_written_by_a_command() -> None:
    texts = "".join(path.read_text(encoding="utf-8") for path in _rooms_of_commands("*"))
    assert {code for code in RECORDED.values() if f'"{code}"' not in texts} == set()


def test_every_act_is_declared_under_a_heading_of_the_record() -> None:
    codes = _codes() | set(RECORDED.values())
    assert len(codes) > 30, "acts were found"
    assert codes - audit_groups().keys() == set(), "acts that no domain declares"
    texts = "".join(path.read_text(encoding="utf-8") for path in _rooms_of_commands("*"))
    assert {code for code in audit_groups() if f'"{code}"' not in texts} == set(), "acts that nothing records"
