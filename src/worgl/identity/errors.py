"""Refusals of identity."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from worgl.core.errors import InvalidInput, NotFound, Refusal, Unavailable


class InvalidName(InvalidInput):
    """A name that is empty, too long or has characters that mislead the reader."""

    code = "invalid_name"


class InvalidEmail(InvalidInput):
    """A text that is no e-mail address."""

    code = "invalid_email"


class WeakPassword(InvalidInput):
    """A password that is too short or too common."""

    code = "weak_password"


class PersonUnknown(NotFound):
    """No person has this id or address."""

    code = "person_unknown"
    sentence = _("There is no such person here.")


class EmailTaken(Refusal):
    """The address belongs to a person already."""

    code, status = "email_taken", 409
    sentence = _("Someone is already registered with this e-mail address.")


class LetterNotSent(Refusal):
    """The mail server did not take a letter."""

    code, status = "letter_not_sent", 503
    sentence = _("The e-mail could not be sent. Please try again in a few minutes.")


class LettersOften(Refusal):
    """An address was sent as many letters as anybody may have sent to it in an hour."""

    code, status = "letters_often", 429
    sentence = ngettext_lazy(
        "Several e-mails went to this address lately. Look for them, also in the spam folder, or try again in one "
        "minute.",
        "Several e-mails went to this address lately. Look for them, also in the spam folder, or try again in "
        "{minutes} minutes.",
        "minutes",
    )


class PasswordsBusy(Unavailable):
    """More people sign in at once than passwords are checked in a moment."""

    code = "passwords_busy"
    sentence = _("Many people are signing in right now. Nothing was changed. Please try again in a moment.")


class SecondFactorUnreadable(Refusal):
    """The secret of a second factor was kept under another secret key of the site."""

    code, status = "second_factor_unreadable", 409
    sentence = _("Your second factor cannot be read any more. Ask whoever runs this site to take it away for you.")


class ClientRefused(InvalidInput):
    """A client cannot be registered like this."""

    code = "client_refused"


class ClientUnknown(NotFound):
    """No client has this id."""

    code = "client_unknown"
    sentence = _("There is no client “{client}” here.")
