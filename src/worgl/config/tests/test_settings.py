"""What the operator's settings become."""

from __future__ import annotations

import pytest

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
