"""Faults that somebody with the database's password can plant: what is changed, and the code it must get."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple


class Plant(NamedTuple):
    """A fault: what is changed of the first row of a table of which something holds, and the code it must get.

    Without `change` the row is deleted. `place` is what the finding names; the row's own id when it is empty.
    """

    table: str
    change: str
    of: str
    code: str
    place: str = ""


ACT, RULE, TOWN, MEMBER = "communities_adminact", "communities_policyrow", "communities_community", "communities_member"
PAYMENT, VOUCHER, DISPUTE = "payments_payment", "vouchers_voucher", "disputes_dispute"
REQUEST, RUN, ORDER = "requests_paymentrequest", "orders_standingrun", "orders_standingorder"
ROW, IMPORT, KNOWN = "orders_paylistrow", "imports_importrun", "imports_foreignaccount"
WALLET, GRANT, LEVY = "currency_wallet", "currency_grant", "currency_levy"
LINE, SHARE, MONTH, DAY = "currency_levyline", "currency_levyshare", "currency_walletmonth", "currency_dayfigures"
STAFF, COIN, LIST = "communities_staff", "currency_currency", "orders_paylist"
GIVING, GIVEN, HEALTH = "currency_giving", "currency_givingline", "currency_dayhealth"
CAME, TABLE, BAD_ROW = "currency_arrivedmember", "currency_arrivals", "imports_refusedrow"
LINK, WISH = "communities_invitation", "communities_staffwish"
AN_ID = "(SELECT id FROM payments_payment ORDER BY id LIMIT 1)"
LAST_ACT = "id = (SELECT id FROM communities_adminact ORDER BY id DESC LIMIT 1)"
REFUND, NOTED = "refund_of IS NOT NULL", "note <> ''"

PLANTS = {
    "a note": Plant(PAYMENT, "note = 'wine'", NOTED, "payment_changed"),
    "a note taken away": Plant(PAYMENT, "note = ''", NOTED, "payment_changed"),
    "a payment moved a day": Plant(PAYMENT, "at = '2026-06-11 12:00:00+00'", "1 = 1", "payment_changed"),
    "who signed a payment": Plant(PAYMENT, "by = NULL", "by IS NOT NULL", "payment_changed"),
    "what a refund is of": Plant(PAYMENT, "refund_of = id", REFUND, "payment_changed"),
    "a refund called a payment": Plant(
        PAYMENT, "refund_of = NULL, kind = 'payment'", REFUND, "payment_not_its_transfer"
    ),
    "refunds forgotten": Plant(PAYMENT, "refunded_minor = 0", "refunded_minor > 0", "refunds_differ"),
    "refunds made up": Plant(PAYMENT, "refunded_minor = 1", "refunded_minor = 0", "refunds_differ"),
    "an amount": Plant(PAYMENT, "amount_minor = amount_minor + 1", "1 = 1", "payment_not_its_transfer"),
    "payer and payee": Plant(PAYMENT, "payer = payee, payee = payer", "1 = 1", "payment_not_its_transfer"),
    "a payment deleted": Plant(PAYMENT, "", NOTED, "payment_missing"),
    "a refund deleted": Plant(PAYMENT, "", REFUND, "payment_missing"),
    "the payment of a refund deleted": Plant(PAYMENT, "", "refunded_minor > 0", "refund_of_nothing"),
    "a limit given": Plant(WALLET, "credit_minor = 100000", "role = 'member'", "wallet_changed", "account"),
    "a ceiling given": Plant(WALLET, "ceiling_minor = 1", "role = 'member'", "wallet_changed", "account"),
    "what a wallet owes": Plant(WALLET, "owing_minor = 5", "role = 'member'", "wallet_changed", "account"),
    "whose wallet it is": Plant(
        WALLET,
        f"member_id = {AN_ID}",
        "role = 'member'",
        "wallet_changed",
        "account",
    ),
    "a levy's rate": Plant(LEVY, "rate_ppm = 1", "1 = 1", "levy_changed"),
    "a levy's sum": Plant(LEVY, "taken_minor = taken_minor + 1", "1 = 1", "levy_not_its_lines", "levy 2026-"),
    "a line's charge": Plant(
        LINE, "due_minor = due_minor + 1, owing_minor = owing_minor + 1", "1 = 1", "levy_line_wrong", "levy 2026-"
    ),
    "a line's base": Plant(LINE, "base_minor = base_minor + 100000", "1 = 1", "levy_line_wrong", "levy 2026-"),
    "a line's transfer": Plant(
        LINE,
        f"transfer = {AN_ID}",
        "1 = 1",
        "levy_line_wrong",
        "levy 2026-",
    ),
    "a line deleted": Plant(LINE, "", "1 = 1", "levy_not_its_lines", "levy 2026-"),
    "a share": Plant(SHARE, "minor = minor + 1", "1 = 1", "levy_share_wrong", "levy 2026-"),
    "a share deleted": Plant(SHARE, "", "1 = 1", "levy_not_its_shares", "levy 2026-"),
    "a grant's sum": Plant(GRANT, "minor = minor + 1", "1 = 1", "grant_not_its_transfer"),
    "a grant's reason": Plant(GRANT, "reason = 'works'", "1 = 1", "grant_changed"),
    "who granted": Plant(GRANT, "by = id", "1 = 1", "grant_changed"),
    "a grant deleted": Plant(GRANT, "", "1 = 1", "grant_deleted"),
    "a voucher's hold": Plant(VOUCHER, "hold = id", "1 = 1", "voucher_wrong"),
    "a voucher's worth": Plant(VOUCHER, "amount_minor = amount_minor + 1", "1 = 1", "voucher_wrong"),
    "a voucher ended": Plant(VOUCHER, "state = 'cancelled'", "state = 'open'", "voucher_wrong"),
    "a voucher open again": Plant(
        VOUCHER, "state = 'open', redeemer = NULL, payment = NULL", "state = 'redeemed'", "voucher_wrong"
    ),
    "a voucher good for longer": Plant(VOUCHER, "expires_at = '2027-06-11 12:00:00+00'", "1 = 1", "voucher_changed"),
    "a voucher's note": Plant(VOUCHER, "note = 'wine'", "1 = 1", "voucher_changed"),
    "a voucher deleted": Plant(VOUCHER, "", "state = 'open'", "voucher_deleted"),
    "the hold of a voucher that is gone": Plant(VOUCHER, "", "state = 'open'", "voucher_missing", "hold"),
    "a request's payment": Plant(REQUEST, "payment = id", "state = 'paid'", "request_wrong"),
    "a request asked anew": Plant(REQUEST, "payment = NULL, state = 'open'", "state = 'paid'", "request_wrong"),
    "what a request asks": Plant(REQUEST, "amount_minor = amount_minor + 1", "state = 'open'", "request_changed"),
    "a request deleted": Plant(REQUEST, "", "1 = 1", "request_deleted"),
    "a standing order's sum": Plant(ORDER, "amount_minor = 1", "1 = 1", "standing_order_changed"),
    "a date's payment": Plant(RUN, "payment = id", "state = 'paid'", "standing_run_wrong", "standing order"),
    "a date due again": Plant(
        RUN, "payment = NULL, state = 'due'", "state = 'paid'", "standing_run_wrong", "standing order"
    ),
    "a row's payment": Plant(ROW, "payment = id", "state = 'paid'", "pay_list_row_wrong", "pay list"),
    "a row to be paid again": Plant(
        ROW, "payment = NULL, state = 'good'", "state = 'paid'", "pay_list_row_wrong", "pay list"
    ),
    "what is disputed": Plant(DISPUTE, "payment = id", "1 = 1", "dispute_wrong"),
    "what was ruled": Plant(DISPUTE, "ruled_minor = ruled_minor + 1", "1 = 1", "dispute_changed"),
    "who disputes": Plant(DISPUTE, "payer = payee, payee = payer", "1 = 1", "dispute_wrong"),
    "a dispute's reason": Plant(DISPUTE, "reason = 'fresh'", "1 = 1", "dispute_changed"),
    "a dispute deleted": Plant(DISPUTE, "", "1 = 1", "dispute_deleted"),
    "refused rows counted": Plant(IMPORT, "refused = refused + 1", "1 = 1", "import_wrong"),
    "an account of an import": Plant(KNOWN, "account = 777", "1 = 1", "import_wrong", "account 777"),
    "a day's volume": Plant(DAY, "volume_minor = volume_minor + 1", "1 = 1", "figures_wrong", "day 2026-"),
    "a day's payments": Plant(DAY, "payments = payments + 1", "1 = 1", "figures_wrong", "day 2026-"),
    "the supply": Plant(DAY, "supply_minor = supply_minor + 1", "1 = 1", "figures_wrong", "day 2026-"),
    "a day deleted": Plant(DAY, "", "1 = 1", "figures_wrong", "day 2026-"),
    "what an account earned": Plant(MONTH, "earned_minor = earned_minor + 1", "1 = 1", "figures_wrong", "month 2026-"),
    "a month deleted": Plant(MONTH, "", "1 = 1", "figures_wrong", "month 2026-"),
    "how many seats are taken": Plant(TOWN, "seats = seats - 1", "1 = 1", "count_wrong", "seats of lived-in"),
    "how many run it": Plant(TOWN, "admins = admins + 1", "1 = 1", "count_wrong", "admins of lived-in"),
    "a rule's value": Plant(RULE, "value = '99'", "1 = 1", "rule_changed"),
    "a rule's past": Plant(RULE, "applies_from = '2026-01-01 00:00:00+00'", "1 = 1", "rule_changed"),
    "a rule withdrawn": Plant(RULE, "withdrawn_at = announced_at", "1 = 1", "rule_changed"),
    "a rule deleted": Plant(RULE, "", "1 = 1", "rule_deleted"),
    "who did it": Plant(ACT, "actor_id = subject_id", "subject_id IS NOT NULL", "act_changed"),
    "what was done": Plant(ACT, "sentence = 'Did nothing'", "1 = 1", "act_changed"),
    "when it was done": Plant(ACT, "at = '2026-01-01 00:00:00+00'", "1 = 1", "act_changed"),
    "an act deleted": Plant(ACT, "", "1 = 1", "act_deleted"),
    "the last act deleted": Plant(ACT, "", LAST_ACT, "act_deleted"),
    "a treasurer made": Plant(MEMBER, "is_treasurer = true", "name = 'Bob'", "member_changed"),
    "a moderator made": Plant(MEMBER, "is_moderator = true", "name = 'Bob'", "member_changed"),
    "a member paused": Plant(MEMBER, "state = 'suspended'", "name = 'Bob'", "member_changed"),
    "a member's code": Plant(MEMBER, "code = 'AAAAAAA9'", "name = 'Bob'", "member_changed"),
    "whose a membership is": Plant(MEMBER, "person_id = NULL", "name = 'Bob'", "member_changed"),
    "a person made a shop": Plant(MEMBER, "kind = 'shop'", "name = 'Bob'", "member_changed"),
    "who acts for a shop": Plant(STAFF, "member_id = shop_id", "capacity = 'till'", "staff_changed"),
    "a till made a keeper": Plant(STAFF, "capacity = 'keeper'", "capacity = 'till'", "staff_changed"),
    "staff ended": Plant(STAFF, "ended_at = since", "1 = 1", "staff_changed"),
    "staff deleted": Plant(STAFF, "", "1 = 1", "staff_deleted"),
    "how many places there are": Plant(TOWN, "cap = cap + 1", "1 = 1", "community_changed"),
    "a town's zone": Plant(TOWN, "zone = 'Asia/Tokyo'", "1 = 1", "community_changed"),
    "how amounts are written": Plant(TOWN, "decimal_mark = '.'", "1 = 1", "community_changed"),
    "who founded it": Plant(TOWN, "created_at = '2026-01-01 00:00:00+00'", "1 = 1", "community_changed"),
    "the coin's decimals": Plant(COIN, "exponent = 0", "1 = 1", "currency_changed"),
    "the coin's kind": Plant(COIN, "kind = 'reserve'", "1 = 1", "currency_changed"),
    "the coin's name": Plant(COIN, "name = 'gold'", "1 = 1", "currency_changed"),
    "a levy passed over": Plant(COIN, "levied_through = '2026-09-01'", "1 = 1", "levy_skipped", "levy 2026-08-01"),
    "levies due again": Plant(COIN, "levied_through = '2026-05-01'", "1 = 1", "levy_skipped", "levy 2026-"),
    "a levy to be shared again": Plant(
        LEVY, "stage = 'charged'", "taken_minor > 0", "levy_share_deleted", "levy_share"
    ),
    "who got a share": Plant(SHARE, "receiver = 'burn'", "1 = 1", "levy_share_changed", "levy_share"),
    "a share called redirected": Plant(SHARE, "redirected = true", "1 = 1", "levy_share_changed", "levy_share"),
    "a giving's sum": Plant(GIVING, "each_minor = each_minor + 1", "1 = 1", "giving_changed"),
    "who ordered a giving": Plant(GIVING, "by = id", "1 = 1", "giving_changed"),
    "to whom it is given": Plant(GIVEN, "member_id = giving_id", "outcome = ''", "giving_line_changed", "giving_line"),
    "given without money": Plant(GIVEN, "outcome = 'given'", "outcome = ''", "giving_wrong", "giving"),
    "a line of a giving deleted": Plant(GIVEN, "", "1 = 1", "giving_line_deleted", "giving_line"),
    "how the money fared": Plant(HEALTH, "gini_ppm = 1", "day < '2026-06-12'", "day_health_changed", "day_health"),
    "what the fund had": Plant(
        HEALTH, "commons_minor = commons_minor + 1", "day < '2026-06-12'", "day_health_changed", "day_health"
    ),
    "how the money fared deleted": Plant(HEALTH, "", "day < '2026-06-12'", "day_health_deleted", "day_health"),
    "a standing order resumed": Plant(
        ORDER, "state = 'paused'", "state = 'active'", "standing_order_state_changed", "standing_order_state"
    ),
    "a date's sum": Plant(RUN, "amount_minor = amount_minor - 1", "state = 'due'", "standing_run_changed"),
    "a date skipped": Plant(RUN, "state = 'skipped'", "state = 'due'", "standing_run_changed"),
    "a date deleted": Plant(RUN, "", "state = 'due'", "standing_run_deleted"),
    "whom a row pays": Plant(ROW, "payee = NULL", "state = 'refused'", "pay_list_row_changed"),
    "what a row pays": Plant(ROW, "amount_minor = 1", "state = 'refused'", "pay_list_row_changed"),
    "a refused row good again": Plant(ROW, "state = 'good'", "state = 'refused'", "pay_list_row_wrong", "pay list"),
    "a row deleted": Plant(ROW, "", "1 = 1", "pay_list_row_deleted"),
    "whose list it is": Plant(LIST, "payer = id", "1 = 1", "pay_list_changed"),
    "a list to be paid again": Plant(LIST, "state = 'draft'", "1 = 1", "pay_list_deleted"),
    "an imported balance": Plant(CAME, "balance_minor = 1", "1 = 1", "arrived_member_changed", "arrived_member"),
    "a declined request open again": Plant(
        REQUEST, "state = 'open', closed_at = NULL, closed_by = NULL", "state = 'denied'", "request_state_changed"
    ),
    "an open request called off": Plant(REQUEST, "state = 'cancelled'", "state = 'open'", "request_state_changed"),
    "a request good for longer": Plant(
        REQUEST, "expires_at = '2027-06-11 12:00:00+00'", "state = 'open'", "request_state_changed"
    ),
    "what a declined request asked": Plant(REQUEST, "amount_minor = 1", "state = 'denied'", "request_changed"),
    "why a request was declined": Plant(REQUEST, "reason = 'why not'", "state = 'denied'", "request_state_changed"),
    "a file that was not imported": Plant(IMPORT, "digest = settings_digest", "1 = 1", "import_changed"),
    "an import to go on": Plant(IMPORT, "state = 'running'", "1 = 1", "import_changed"),
    "how far an import came": Plant(IMPORT, "line = line + 1", "1 = 1", "import_changed"),
    "imported rows counted": Plant(IMPORT, "accepted = accepted + 1", "1 = 1", "import_changed"),
    "an import deleted": Plant(IMPORT, "", "1 = 1", "import_deleted"),
    "what a refused row says": Plant(
        BAD_ROW, "text = '2026-05-03,x2,x1,1'", "1 = 1", "import_refusal_changed", "import"
    ),
    "why a row was refused": Plant(BAD_ROW, "code = 'x'", "1 = 1", "import_refusal_changed", "import"),
    "a refused row deleted": Plant(BAD_ROW, "", "1 = 1", "import_refusal_deleted", "import"),
    "whose an imported account is": Plant(
        KNOWN, "member = NULL", "member IS NOT NULL", "import_account_changed", "import_account"
    ),
    "another account for a file": Plant(KNOWN, "account = 8", "1 = 1", "import_account_changed", "import_account"),
    "an imported account deleted": Plant(KNOWN, "", "1 = 1", "import_account_deleted", "import_account"),
    "an order that passes over dates": Plant(ORDER, "next_index = next_index + 1", "1 = 1", "standing_order_wrong"),
    "an order back at a date": Plant(ORDER, "next_index = next_index - 1", "next_index > 0", "standing_order_wrong"),
    "an order nobody looks at": Plant(ORDER, "look_at = NULL", "state = 'active'", "standing_order_wrong"),
    "a ruling nobody collects": Plant(
        DISPUTE, "collect_at = NULL, ruled_minor = ruled_minor + 1", "1 = 1", "dispute_wrong"
    ),
    "a table to be brought in again": Plant(TABLE, "digest = 'x'", "1 = 1", "arrivals_changed"),
    "a table that was never brought in": Plant(TABLE, "started_at = NULL, done_at = NULL", "1 = 1", "arrivals_changed"),
    "a table deleted": Plant(TABLE, "", "1 = 1", "arrivals_deleted"),
    "where a link is sent": Plant(CAME, "email = 'eve@example.org'", "1 = 1", "arrived_address_changed", "arrived"),
    "more people by a link": Plant(LINK, "uses = uses + 10", "uses > 1", "invitation_changed"),
    "a link used less": Plant(LINK, "used = 0", "used > 0", "invitation_changed"),
    "a link that lets in at once": Plant(LINK, "direct = NOT direct", "1 = 1", "invitation_changed"),
    "who invited": Plant(LINK, "by_id = hands_over_id", "hands_over_id IS NOT NULL", "invitation_changed"),
    "whom a link hands over": Plant(LINK, "hands_over_id = by_id", "hands_over_id IS NOT NULL", "invitation_changed"),
    "a link good for longer": Plant(LINK, "expires_at = '2027-06-11 12:00:00+00'", "1 = 1", "invitation_changed"),
    "a link good again": Plant(LINK, "revoked_at = NULL", "revoked_at IS NOT NULL", "invitation_changed"),
    "a link for another secret": Plant(LINK, "token_hash = 'x'", "1 = 1", "invitation_changed"),
    "a link deleted": Plant(LINK, "", "1 = 1", "invitation_deleted"),
    "a wish agreed to": Plant(WISH, "is_agreed = true", "1 = 1", "staff_wish_changed"),
    "for whom it is wished": Plant(WISH, "member_id = by_id", "1 = 1", "staff_wish_changed"),
    "a wish deleted": Plant(WISH, "", "1 = 1", "staff_wish_deleted"),
}

BARE = """
a floor lowered | account_changed | account 7
    UPDATE ledger_account SET floor = floor - 1 WHERE book = {book} AND id = 7
a ceiling lowered | account_changed | account 7
    UPDATE ledger_account SET ceiling = 900000 WHERE book = {book} AND id = 7
a closed flag | account_changed | account 7
    UPDATE ledger_account SET flags = 1 WHERE book = {book} AND id = 7
an account's kind | account_changed | account 7
    UPDATE ledger_account SET kind = 9 WHERE book = {book} AND id = 7
a refusal forged | refusal_gap | refusal
    INSERT INTO ledger_outcome (book, id, code)
    SELECT book, pending_id, 'below_floor' FROM ledger_resolution WHERE book = {book} LIMIT 1
a refusal's code | refusal_forged | refusal
    UPDATE ledger_outcome SET code = 'above_ceiling' WHERE book = {book}
the last refusal deleted | refusals_differ | book
    DELETE FROM ledger_outcome WHERE book = {book}
a book's layout | layout_differs | book
    UPDATE ledger_book SET bits = 12 WHERE book = {book}
two notes swapped | payment_changed | payment
    UPDATE payments_payment SET note = CASE note WHEN 'rent' THEN 'thanks' ELSE 'rent' END
    WHERE note IN ('rent', 'thanks')
a payment made up | payment_unsealed | payment
    INSERT INTO payments_payment (id, community, kind, payer, payee, amount_minor, refunded_minor, note, by, at)
    SELECT community, community, kind, payer, payee, amount_minor, 0, note, by, at FROM payments_payment
    WHERE note = 'rent'
an act made up | act_unsealed | act
    INSERT INTO communities_adminact (id, what, sentence, fields, reason, at, actor_id, community_id, subject_id)
    SELECT community_id, what, sentence, fields, reason, at, actor_id, community_id, subject_id
    FROM communities_adminact LIMIT 1
a book's time | head_differs | book
    UPDATE ledger_book SET last_at = last_at + 1 WHERE book = {book}
a book's accounts | head_differs | book
    UPDATE ledger_book SET last_account = last_account - 1 WHERE book = {book}
a seal that takes in more | seal_broken | seal act:
    UPDATE core_seal SET rows = rows + 1 WHERE number = 1 AND chain LIKE 'act:%'
a seal cut short | seal_broken | seal payment:
    UPDATE core_seal SET marks = hash WHERE number = 1 AND chain LIKE 'payment:%'
a zone that is none | check_broken | check currency.levies
    UPDATE communities_community SET zone = 'Europe/Nowhere' WHERE book = {book}
an imported note | import_note_changed | import_note
    UPDATE imports_importednote SET note = 'wine'
an imported note deleted | import_note_deleted | import_note
    DELETE FROM imports_importednote
a seal changed | seal_broken | seal act:
    UPDATE core_seal SET marks = keys WHERE number = 1 AND chain LIKE 'act:%'
a seal deleted | seal_missing | seal payment:
    DELETE FROM core_seal WHERE number = 1 AND chain LIKE 'payment:%'
an operator made | operator_unsealed | operator
    UPDATE identity_person SET is_staff = true WHERE name = 'Bob'
an operator deposed | operator_deleted | operator
    UPDATE identity_person SET is_staff = false WHERE is_staff = true
what a program may | client_changed | client
    UPDATE allauth_idp_oidc_client SET scopes = 'admin' WHERE name = 'Cash register'
whom a program acts for | client_changed | client
    UPDATE allauth_idp_oidc_client SET owner_id = (SELECT id FROM identity_person WHERE name = 'Bob')
    WHERE name = 'Cash register'
where a site sends people | client_changed | client
    UPDATE allauth_idp_oidc_client SET redirect_uris = 'https://eve.example.org/' WHERE name = 'Shop'
a site nobody is asked for | client_changed | client
    UPDATE allauth_idp_oidc_client SET skip_consent = true WHERE name = 'Shop'
what was allowed | consent_changed | consent
    UPDATE identity_consent SET scopes = '["admin", "pay"]' WHERE ended_at IS NULL
what was taken back | consent_changed | consent
    UPDATE identity_consent SET ended_at = NULL WHERE ended_at IS NOT NULL
a consent deleted | consent_deleted | consent
    DELETE FROM identity_consent WHERE ended_at IS NOT NULL
a token of a site | token_beyond_consent | token
    UPDATE allauth_idp_oidc_token SET scopes = 'admin' WHERE user_id IS NOT NULL
a token of a program | token_beyond_consent | token
    UPDATE allauth_idp_oidc_token SET scopes = 'admin' WHERE user_id IS NULL
a token of somebody else | token_beyond_consent | token
    UPDATE allauth_idp_oidc_token SET user_id = (SELECT id FROM identity_person WHERE name = 'Alice')
    WHERE user_id IS NOT NULL
the end of a chain | seal_head_differs | seal act:
    UPDATE core_sealhead SET number = number - 1 WHERE chain LIKE 'act:%'
"""
"""What it is, its code and its place; below it the SQL."""


class Bare(NamedTuple):
    """A fault planted by a statement of its own."""

    name: str
    code: str
    place: str
    sql: str


def bare() -> Iterator[Bare]:
    """Yield the faults of BARE."""
    for entry in re.split(r"\n(?=\S)", BARE.strip()):
        first, _, sql = entry.partition("\n")
        name, code, place = first.split(" | ")
        yield Bare(name, code, place, sql)
