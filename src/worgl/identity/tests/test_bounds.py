"""Every bound of the people, met at its edge: the last that fits is taken, the next is refused at its field or cut."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from worgl.core.languages import languages
from worgl.core.limits import NAME_MAX
from worgl.identity.api import LANGUAGE_MAX, Preferences
from worgl.identity.errors import InvalidEmail
from worgl.identity.rules import EMAIL_MAX, FOLDED_MAX, LOCAL_MAX, Theme, clean_email, fold


def test_an_address_keeps_the_bounds_of_mail() -> None:
    longest = "a" * LOCAL_MAX + "@example.org"
    assert clean_email(longest) == longest
    domain = ".".join(["b" * 60] * 4)
    whole = f"{'a' * (EMAIL_MAX - 1 - len(domain))}@{domain}"
    assert clean_email(whole) == whole
    refused = {f"a{longest}": f"before the @ has at most {LOCAL_MAX}", f"a{whole}": f"At most {EMAIL_MAX}"}
    for wrong, said in refused.items():
        with pytest.raises(InvalidEmail) as no:
            clean_email(wrong)
        assert no.value.fields["field"] == "email"
        assert said in str(no.value.fields["reason"])


def test_a_name_of_letters_that_come_apart_is_folded_up_to_a_bound() -> None:
    long = "\ufdfa" * NAME_MAX
    assert len(fold(long)) <= FOLDED_MAX < NAME_MAX * len(fold("\ufdfa"))
    assert fold(long).startswith(fold("\ufdfa" * 2))
    # Letters people's names are written with come apart into fewer, so such a name is never cut.
    assert len(fold("\ufb03" * NAME_MAX)) == 3 * NAME_MAX <= FOLDED_MAX


def test_a_language_a_program_chooses_is_no_longer_than_any_there_is() -> None:
    assert max(len(code) for code, _name in languages()) <= LANGUAGE_MAX
    Preferences(language="x" * LANGUAGE_MAX, theme=Theme.SYSTEM)
    with pytest.raises(ValidationError) as no:
        Preferences(language="x" * (LANGUAGE_MAX + 1), theme=Theme.SYSTEM)
    assert [error["loc"] for error in no.value.errors()] == [("language",)]
