"""Rules of keys and rates. Pure."""

from worgl.api.rules.keys import (
    KEY_DAYS_MAX,
    KEYS_MAX,
    KeyId,
    KeyView,
    MadeKey,
    check_days,
    check_limit,
    check_scopes,
    read_token,
    secret_hash,
    token_of,
)
from worgl.api.rules.rates import WINDOW_S, Count, Standing, counted

__all__ = [
    "KEYS_MAX",
    "KEY_DAYS_MAX",
    "WINDOW_S",
    "Count",
    "KeyId",
    "KeyView",
    "MadeKey",
    "Standing",
    "check_days",
    "check_limit",
    "check_scopes",
    "counted",
    "read_token",
    "secret_hash",
    "token_of",
]
