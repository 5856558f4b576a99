"""What the operator's settings become."""

from __future__ import annotations

import pytest
from django.utils.module_loading import import_string

from worgl.config import settings
from worgl.config.settings import verification


@pytest.mark.parametrize(
    ("wanted", "has_mail", "is_"),
    [
        ("", True, "mandatory"),
        ("", False, "optional"),
        ("optional", True, "optional"),
        ("mandatory", False, "mandatory"),
    ],
)
def test_confirming_is_mandatory_where_letters_go_out(wanted: str, has_mail: bool, is_: str) -> None:
    assert verification(wanted, has_mail=has_mail) == is_


def test_a_mistyped_setting_does_not_start() -> None:
    with pytest.raises(ValueError, match="WORGL_VERIFY_EMAIL"):
        verification("yes", has_mail=True)


def test_a_password_costs_who_guesses_a_hundred_megabytes_and_the_time_to_fill_them_twice() -> None:
    kept = import_string(settings.PASSWORD_HASHERS[0])().encode("plough-orchard-lantern", "salt-of-this-test")
    assert kept.startswith("argon2$argon2id$v=19$m=102400,t=2,p=8$")
