"""What each name in the document of the API means: one sentence each, in English, as the document is.

A name means the same wherever it stands; where it does not, `Shape.name` says what it means there. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping

_TERMS = """
about | What members say of themselves.
Report.about | The member who was reported.
active | How many members moved something in the last 30 days.
activity | Only members who have, or have not, traded lately.
Who.activity | Only members who have, or have not, traded lately.
actor | The name of who did it.
acts | What the caller can do with it now, as the last parts of its addresses.
address | The e-mail address letters go to.
after | How it stands afterwards.
agreed | The number of the terms the newcomer agrees to, 0 where there are none.
Texts.agreed | Which versions of the terms the caller has agreed to, and when.
ahead | The next dates and what each will pay.
amount | The amount.
announced_at | When it was announced.
answer | What was answered.
answered_at | When the one who was paid answered.
answers | The answers to the community's questions, in the order of the questions.
applied_at | When somebody asked to join.
applies_from | From when the rule has this value.
applies_on | From which day the rule shall have this value, in the community's zone.
arbiter | Who ruled, null while nobody has.
asked_at | When it was asked for.
asker | Who asks to be paid.
at | When it happened.
attempts | How often it was tried so far.
back | What goes back, or went back.
balance | What there is on the account.
balance_after | The balance after it.
balance_before | The balance before it.
balances | How many members hold how much, in bands.
base | What the levy was reckoned on.
base_minor | The limit of everybody in whole minor units, or of a growing one where it begins.
before | How it stood before.
beyond | How many would be beyond their limit at once.
body | The text.
by | Who did it.
by_code | What came by codes that were shown at the till.
by_me | Whether the caller wrote it.
by_name | What came by payments to the name of the shop.
came | How many members were brought in.
cancelled | How many were cancelled.
cap | How many members there may be, 0 for no end.
capacity | Whether somebody keeps the shop or stands at its till.
catch_up | What becomes of dates that were missed while the order rested.
ceiling | The most the account may hold, null for no end.
ceiling_minor | The most the account may hold in whole minor units; null leaves it to the rule of all.
changes | Whose limits would change, and how; the first of them.
choices | What can be chosen, empty for a free answer.
closed_at | When it came to its end, null while it is open.
closed_by | Who ended it, null while it is open.
closing | The balance at the end of the last day.
code | The code of eight letters and digits by which people find each other.
Problem.code | The stable name of the refusal, for programs.
BatchAnswer.code | How the line fared: `ok`, `already_done`, or the stable name of its refusal.
ListRow.code | Why the row cannot be paid, as a stable name; empty where it can.
coin_name | What people call the coin.
colour | The community's own colour, such as #17634a, empty for the usual one.
commons | What is in the common fund.
commons_in | What came into the common fund on the day.
commons_out | What left the common fund on the day.
community | The id of the community, null for all.
community_name | The name of the community.
count | How many there are.
counted_at | When the figures were counted, null before the first time.
counterparty | The other side.
created_at | When it was made.
credit | How far below zero the account may go.
credit_minor | How far below zero the account may go, in whole minor units; null leaves it to the rule of all.
date | The day of the levy, in the community's zone.
day | The calendar day, in the community's zone.
Limits.day | The most that can be paid in a day, null for no end.
day_after | The limit of a day by the new value.
day_before | The limit of a day by the present value.
days | For how many days.
Health.days | The days, oldest first.
decimal_mark | The mark before the decimals, as people of the community write it.
delta | What came in, or with a minus went out.
detail | What is wrong and what to do, for people, in the language asked for.
direct | Whether who comes with it is a member at once, without being looked at.
disabled_at | When it was switched off because nobody took its messages, null while it is on.
done | How many are done.
done_at | When it was done, null while it is under way.
due | The day for which it is due, in the community's zone.
LevyLine.due | What was due.
due_at | When it is tried next.
each | What every member gets.
email | The e-mail address.
Choice.email | When a letter goes out about it.
Ways.email | When a letter goes out about it.
end | The last day, included.
ended_at | When it came to its end, null before.
error | What went wrong the last time, empty where nothing did.
errors | Everything that is wrong with the inputs of the request, at most 100.
exempt | What was free of the levy.
expired | How many were not used in their time.
expires_at | When its time is over.
exponent | How many decimals the unit has.
faded | What faded, all days together or on the day.
faded_30d | What faded in the last 30 days.
fading | What fades next, null where nothing does.
fading_after | What would fade next afterwards, null where nothing would.
fading_before | What fades next as it stands, null where nothing does.
failed | Letters that could not be sent.
failing_since | Since when nobody takes its messages, null while they are taken.
faults | The first rows that are wrong, and why.
field | Where it is, as names with a point between them.
fields | The figures of the refusal, or the first thing that is wrong with the inputs: `field` and `reason`.
file_name | The name of the file it came from.
finished_at | When all of it was paid or refused, null before.
first | The first day it pays, in the community's zone.
for_community | Whether it is the community's instead of the caller's own.
foreign_id | What the member was called in the table.
free | What of the payment could still go back.
full | How many cannot be given all of it, because accounts have an upper limit.
gini_ppm | How unequally balances are spread, in parts per million; null while there is too little to say.
given | What was given.
MemberLimits.given | Whether the limits were given to this member by name.
given_amount | What was given so far.
given_ceiling | The ceiling that was given to the member by name, null for the rule of all.
given_credit | The credit that was given to the member by name, null for the rule of all.
good | How many rows can be paid or brought in.
good_sum | What the rows come to that can be paid.
group | To which group it belongs.
growth_ppm | How much the limit grows with what a member earns in a month, in parts per million.
held | What is reserved and not free to spend.
high | The upper end of the band, null for the last.
holder | Whose account it is.
hour | At which hour letters that gather news go out.
icon | The address of the community's icon, empty where it has none.
id | The id.
BatchAnswer.id | The id of the line, null where it has none.
idle_ppm | How much of the money has not moved for 90 days, in parts per million; null while there is too little to say.
immediate | Whether the rule may change at once.
in_app | Whether it is told on the pages.
invited_by | The name of who invited.
is_agreed_to | Whether members agree to this text.
is_beyond | Whether the balance is beyond the new limit.
is_blocked | Whether the caller blocks the other.
is_done | Whether all of it is done.
is_enough | Whether there is enough for it.
is_gone | Whether it has said itself that it is gone (410).
is_new | Whether the community is new to the caller, who may be welcomed.
is_read | Whether it was read.
is_running | Whether it runs at this moment.
is_shared | Whether what was taken is shared out.
is_split | Whether the amount is split over the times, instead of paid each time.
is_started | Whether it was started.
is_till | Whether it belongs to a code that was shown at a till.
is_underway | Whether letters are being sent at this moment.
is_withdrawn | Whether it was taken back.
issued_at | When they were issued.
items | The entries of the page.
job | The id under which the work is looked after.
joined_at | Since when the member belongs, null before.
kind | Which kind it is.
kinds | What it is told, as names of facts.
language | The language of pages and letters, as a code of two letters.
last | What was said last, null where nothing was.
last_day | The last day on which they can be redeemed, in the community's zone.
last_traded | When the member last moved something, null for never.
layout | Which columns were found in the table.
least_minor | Only those with at least so much, in whole minor units.
left_out | How many were not given anything, by the stable name of the reason.
levy_after | What the next levy would take by the new value, null where none would.
levy_before | What the next levy would take as it stands, null where none would.
line | The number of the line, from 1.
lines | The lines.
link | The address on the pages.
logo | The address of the community's logo, empty where it has none.
low | The lower end of the band, null for the first.
made_at | When it was made.
marked | How many were marked as read.
maximum | The largest value there may be.
maximum_minor | The largest limit there may be, in whole minor units.
member | The member.
Party.member | The id of the member, null for one of the community's own accounts.
members | How many members there are.
members_hold | What all members hold together.
minimum | The smallest value there may be.
minor | The amount in whole minor units, such as cents.
minted | What was issued.
missed | How many messages were not queued, because too many were waiting.
missed_since | Since when messages are not queued, null while all are.
mode | Whether all rows are paid or none, or those that can be.
most_minor | Only those with at most so much, in whole minor units.
name | The name.
next | `cursor` of the page that follows, null on the last.
not_paid | How many could not be paid.
note | What it is for, in the words of who pays or asks.
notice_days | How many days before a change must be announced.
number | The number of the version, counted over all texts of the community.
on | The day, in the community's zone.
only_whole | Whether nothing is brought in when one row is wrong.
open | How many are open.
opened_at | When it was opened.
opening | The balance at the beginning of the first day.
operator | What is on the operator's account.
ordered_at | When it was ordered.
owed | What is still owed.
owing | What could not be taken and is owed.
paid | How many were paid.
paid_amount | What was paid so far.
paid_at | When the payment was made.
paid_before | When a list with the same content was paid before, null for never.
paid_sum | What was paid of it.
part | Which part the caller has in it.
payee | Who is paid.
Order.payee | Code or id of who is paid.
NewOrder.payee | Code or id of who is paid.
NewGift.payee | Code or id of who is given it.
payer | Who pays, null for whoever opens the link.
NewRequest.payer | Code or id of who is asked, null for whoever opens the link.
payment | The id of the payment, null where there is none.
Limits.payment | The most that can be paid at once, null for no end.
payment_after | The limit of a payment by the new value.
payment_before | The limit of a payment by the present value.
payments | How many payments there were.
payments_30d | How many payments there were in the last 30 days.
picture | The name of the picture, which changes with it; empty without one.
place | Which time it is, from 1.
places | How many places the community has.
places_needed | How many places there must be to bring in the good rows.
posted | What stands on the account.
preset | With which rules the community begins.
push | Whether a message is pushed to devices.
question | The question.
questions | What the community asks of who joins.
raise_cap | Whether the number of places is raised where it is too small.
rate_ppm | The rate, in parts per million.
ready_at | From when it can be fetched, null before.
reason | Why.
redeemed | How many were redeemed.
redeemer | Who redeemed it, null before.
refund_of | The payment that goes back by this one, null for a payment.
refundable | What the caller could still give back.
refundable_until | Until when it could be given back, null where it cannot.
refunded | What has gone back.
refunds | What has gone back, one by one.
refusal | The refusal it would meet, null where it would be done.
Run.refusal | Why the date was not paid, as a stable name; empty where it was.
refused | How many were refused.
required | Whether it must be answered.
rest | What is left and goes to the common fund, null for nothing.
retired | What was taken out of circulation.
retry_days | For how many days a date that could not be paid is tried again.
rhythm | How often it pays.
role | Only who holds this office.
roles | The offices the member holds.
rows | How many rows there are.
rule | The limit and how large it is.
ruled | What the ruling gives back, null before one.
rules_from | From when somebody may rule.
ruling | What was ruled, in words.
sales | How many payments came in.
scopes | What the key may do.
search | Only those whose name or code this is a part of.
seats | How many members there may still be.
secret | What messages are signed with, as `whsec_` and base64.
seen | How many have seen it.
sent | How many were sent.
sentence | What happened, in a sentence in the language asked for.
series | The series they belong to.
shares | To what the money goes, by name in parts per million.
since | Since when.
size | How many bytes it has, null before it is ready.
slug | The name in addresses.
source | Out of which account.
spendable | What can be spent.
spendable_after | What could be spent afterwards.
spendable_before | What can be spent as it stands.
spent_today | What was paid today.
split | What would go where, by name in whole minor units.
Naming.staff | Who acts for the shop now.
stage | How far it is.
start | The first day.
state | How it stands.
status | The HTTP status.
Message.status | The last HTTP status, 0 when nobody answered.
subject | Whom or what it was done to.
supply | All the money there is.
taken | What was taken or came in.
terms_number | The number of the terms in force, 0 where there are none.
text | The text.
texts | What the community has written down: terms, privacy, imprint.
theme | Whether pages are light, dark, or as the device is.
times | How often it pays, null for without end.
title | A heading.
told_at | When who is asked was last told of it.
total | The sum of it.
LevyRun.total | How many there are.
LimitOrder.total | How many there are.
Parcel.total | How many memberships are packed.
touched | Whom the change would touch.
transfer | The id in the books.
tried_at | When it was last tried, null for never.
trouble | Why letters do not arrive, empty where they do.
try_at | When it is tried again, null for never.
trying | How many dates are being tried again.
turns_tenths | How often the money turned over in a year, in tenths.
type | The name of the kind of problem, as a URN.
unit | The unit of the amount, which is the community's.
unread | How many are unread.
unsent | How many were not sent.
until | Until when.
SeenUntil.until | The id of the last one that was read.
SeenMessages.until | The id of the last message that was read.
url | Where messages go; https.
used | How often it was used.
uses | How often it can be used.
value | The value of the rule.
velocity | How often the money turns over in a year, null while there is too little to say.
version | Which version of its kind this is, from 1.
volume | What was moved by payments.
volume_30d | What was moved by payments in the last 30 days.
vouchers | The vouchers, one by one.
waiting | How many wait.
waits | Whether it waits for the yes of a keeper or of a second administrator.
wallets | How many accounts it reached.
what | What was done, as a stable name.
which | Which limit.
who | To whom it applies.
whole | What all of them get together.
words | How the community calls things, by name.
wrong | How many rows are wrong.
zone | The time zone, such as Europe/Vienna.
"""
_PLACES = """
slug | The community's name in addresses.
member | Code or id of a member.
payment | Id of a payment.
asked | Id of a request.
order | Id of a standing order.
pay_list | Id of a pay list.
series | Id of a series of vouchers.
dispute | Id of a dispute.
shop | Code or id of a shop.
staff | Code or id of who acts for the shop.
change | Id of an announced change.
job | Id of the work.
table | Id of a table that was brought.
role | Name of an office.
announcement | Id of an announcement.
invitation | Id of an invitation.
endpoint | Id of a webhook.
message | Id of a message of a webhook.
line | Id of a message of the chat.
report | Id of a report.
notice | Id of a notice.
kind | Name of a kind of notice.
parcel | Id of the parcel.
token | The last part of an invitation's link.
state | Only what stands so.
wish | Id of who waits to act for a shop.
giving | Id of an order to give to many.
each_minor | What each member would get, in whole minor units.
"""


def _read(text: str) -> Mapping[str, str]:
    parts = (line.partition(" | ") for line in text.strip().splitlines())
    return {name: said for name, _bar, said in parts}


TERMS = _read(_TERMS)
"""What a member of a body means, by its name or by `Shape.name`."""
PLACES = _read(_PLACES)
"""What stands in a place of an address, or behind its question mark, by its name."""


def term_of(shape: str, name: str) -> str:
    """Return what a member of a shape means, "" where nobody has said.

    >>> term_of("PartyShape", "member")[:20], term_of("ChatShape", "member")
    ('The id of the member', 'The member.')
    """
    return TERMS.get(f"{shape.removesuffix('Shape')}.{name}", TERMS.get(name, ""))
