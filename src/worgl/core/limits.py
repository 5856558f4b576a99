"""Upper bounds on everything that can grow, in one place."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rate:
    """At most `most` within `span_s` seconds, counted under a name of its own: see `counters`."""

    name: str
    most: int
    span_s: int


MINUTE_S, HOUR_S, DAY_S = 60, 60 * 60, 24 * 60 * 60

AMOUNT_MAX = 10**14
"""Largest amount of one transfer, in minor units: 8,192 of them still fit a 64-bit sum with room to spare."""

BATCH_MAX = 8_192
"""Most transfers committed together."""

PAGE_MAX = 200
"""Most items on one page of a list."""

NOTE_MAX = 200
"""Longest note on a payment, in characters."""

NAME_MAX = 80
"""Longest name of a person or community, in characters."""

FILE_NAME_MAX = 255
"""Longest name of a file that is noted, in characters."""

MEMBERS_MAX = 100_000
"""Most accounts of one community, imported ones included; policy caps living members far below."""

UPLOAD_MAX = 20 * 1024 * 1024
"""Largest uploaded file, in bytes."""

PICTURE_MAX = 5_000_000
"""Largest picture somebody sends, in bytes."""
FORM_AROUND_MAX = 64 * 1024
"""What a form adds around its files, in bytes: borders, names, token and key."""

PICTURE_PIXELS_MAX = 25_000_000
"""Largest picture somebody sends, in pixels: what the cameras of phones make by themselves."""
PICTURE_KEPT_MAX = 256 * 1024
"""Largest picture that is read back from an export, in bytes; those that are drawn here are far smaller."""

PARCEL_MAX = 100 * 1024 * 1024
"""Largest file made for one person to fetch, in bytes."""

FACT_BYTES_MAX = 64 * 1024
"""Largest fact, in bytes of JSON."""

JOB_ATTEMPTS_MAX = 20
"""Tries of a failing job, and of a fact that cannot be delivered, before a person must look: a bit more than 3 days."""

SIGN_IN_RATES = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "signup": "20/m/ip,100/h/ip,300/d/ip",
    "reset_password": "10/m/ip,30/h/ip,5/h/key",
    "reset_password_from_key": "20/m/ip",
    "change_password": "5/m/user",
    "manage_email": "10/m/user,30/d/user",
    "reauthenticate": "10/m/user",
    "confirm_email": "1/3m/key,10/d/key",
}
"""Tries of signing up and in, in allauth's way of writing: number / span / by network address, account or text."""

CODES_USED = Rate("identity.code_used", 1, 2 * MINUTE_S)
"""Uses of one code of a person's app: once, for longer than it is good with a phone's clock half a minute off."""
LETTERS_TO_ONE = Rate("identity.letters_to_one", 6, HOUR_S)
"""Letters somebody may have sent to one and the same address: to confirm it, to reset a password."""
LETTERS_TO_STRANGERS = Rate("identity.letters_to_strangers", 30, HOUR_S)
"""Letters of the whole node to addresses nobody is registered with, because a new password was asked for them."""
CONFIRM_AGAIN_S = 10 * MINUTE_S
"""Seconds for which somebody who has just confirmed who they are may make keys, add devices, change limits."""
PICTURES = Rate("pictures_drawn", 20, HOUR_S)
"""Pictures one person may have drawn: each costs a processor a moment."""
VOUCHER_TRIES = Rate("payments.voucher_tries", 10, HOUR_S)
"""Wrong voucher codes of one person."""
REQUESTS_MADE = Rate("payments.requests_made", 500, DAY_S)
"""Requests for payment by name that one member may make in a day."""
REQUESTS_OF_ONE = Rate("payments.requests_of_one", 10, DAY_S)
"""Requests for payment that one member may send another in a day, also those they take back."""
INVITATIONS_MADE = Rate("communities.invitations_made", 100, DAY_S)
"""Invitations one member may make in a day, also those they take back."""
LETTERS_OF_LIMITS = Rate("currency.letters_of_limits", 1, HOUR_S)
"""Letters that tell a treasurer that limits were changed with their account: one an hour for those of single members,
one for those of many."""
KEYS_MADE = Rate("api.keys_made", 30, DAY_S)
"""Keys for programs one person may make, also when they take them back."""
DEVICES_ADDED = Rate("inbox.devices_added", 30, DAY_S)
"""Devices one person may let take push messages, also when they remove them."""
MESSAGES_SENT = Rate("inbox.messages_sent", 30, 10 * MINUTE_S)
"""Messages one person may send."""
CONVERSATIONS_BEGUN = Rate("inbox.conversations_begun", 20, DAY_S)
"""People one person may write to for the first time."""
REPORTS_MADE = Rate("inbox.reports_made", 20, DAY_S)
"""Reports one person may make."""
LETTERS_OF_A_KIND = Rate("inbox.letters_of_a_kind", 10, HOUR_S)
"""Letters at once of one kind that one member can cause another; what comes on top waits for the daily digest."""
PUSHES_OF_A_KIND = Rate("inbox.pushes_of_a_kind", 20, HOUR_S)
"""Push messages of one kind that one member can cause another; what comes on top is found in the app."""
JOININGS = Rate("communities.joinings", 5, DAY_S)
"""Times one person may ask to join one community, or join it; also when they take it back or leave."""
STAFF_NAMINGS = Rate("communities.staff_namings", 100, DAY_S)
"""Times one member may let somebody act for a shop."""
STAFF_NAMINGS_OF_ONE = Rate("communities.staff_namings_of_one", 5, DAY_S)
"""Times one and the same member may be named for one shop, also when it is ended in between."""
ANNOUNCEMENTS = Rate("communities.announcements", 20, DAY_S)
"""Things a community may announce to all its members, also when they are taken back: each is a notice for each."""
DISPUTES_OPENED = Rate("payments.disputes_opened", 50, DAY_S)
"""Payments one member may dispute."""
DISPUTES_OF_ONE = Rate("payments.disputes_of_one", 10, DAY_S)
"""Payments to one and the same other that one member may dispute."""
SERIES_ISSUED = Rate("payments.series_issued", 50, DAY_S)
"""Series of vouchers one member may issue, also when they take them back."""
ENDPOINTS_MADE = Rate("api.endpoints_made", 30, DAY_S)
"""Webhooks one member may make, also when they remove them."""
MESSAGES_ASKED = Rate("api.messages_asked", 60, HOUR_S)
"""Messages to webhooks that one member may ask for, as a test or once more: they go to whose server that is."""
PARCELS_PACKED = Rate("core.parcels_packed", 5, DAY_S)
"""Times one person may have all about themselves packed: it keeps a worker busy for as long as it takes."""
