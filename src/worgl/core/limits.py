"""Upper bounds on everything that can grow, in one place."""

from __future__ import annotations

AMOUNT_MAX = 10**14
"""Largest amount of one transfer, in minor units: 8,192 of them still fit a 64-bit sum with room to spare."""

BATCH_MAX = 8_192
"""Most transfers committed together."""

PAGE_MAX = 200
"""Most items on one page of a list."""

MEMO_MAX = 200
"""Longest note on a payment, in characters."""

NAME_MAX = 80
"""Longest name of a person or community, in characters."""

MEMBERS_MAX = 100_000
"""Most accounts of one community, imported ones included; policy caps living members far below."""

UPLOAD_MAX = 20 * 1024 * 1024
"""Largest uploaded file, in bytes."""

PICTURE_MAX = 5_000_000
"""Largest picture somebody sends, in bytes."""

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
