"""Refusals of the inbox."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from worgl.core.errors import InvalidInput, NotFound, Refusal


class NoticeNotHere(NotFound):
    """No notice of this person has this id."""

    code = "notice_not_here"
    sentence = _("This notice is not here any more, or it is not yours.")


class KindUnknown(NotFound):
    """No kind of notice has this key."""

    code = "kind_unknown"
    sentence = _("There are no notices of this kind.")


class LinkUnknown(NotFound):
    """A link to turn letters off was made up or cut short."""

    code = "unsubscribe_link_unknown"
    sentence = _("This link is not complete. Sign in and choose your notifications in the settings.")


class InvalidZone(InvalidInput):
    """A text that names no time zone."""

    code = "invalid_zone"


class InvalidEndpoint(InvalidInput):
    """The address or keys of a device are not what browsers give."""

    code = "invalid_device"


class TooManyDevices(Refusal):
    """A person has as many devices as they may."""

    code, status = "too_many_devices", 409
    sentence = _("{limit} devices get notifications already. Remove one first.")


class PushNotSetUp(Refusal):
    """The operator has made no key for push messages."""

    code, status = "push_not_set_up", 409
    sentence = _("This site does not send notifications to devices. Ask whoever runs it.")


class InvalidMessage(InvalidInput):
    """A message or reason that is empty or too long."""

    code = "invalid_message"


class DevicesOften(Refusal):
    """A person has added as many devices as they may in a day, also when they removed them."""

    code, status = "devices_often", 429
    sentence = _("You have added {limit} devices today. Please try again tomorrow.")


class TooManyMessages(Refusal):
    """A person has written as much as they may for now."""

    code, status = "too_many_messages", 429
    sentence = ngettext_lazy(
        "You have written a lot just now. Please wait one minute.",
        "You have written a lot just now. Please wait {minutes} minutes.",
        "minutes",
    )


class TooManyConversations(Refusal):
    """A person has written to as many people for the first time as they may in a day."""

    code, status = "too_many_conversations", 429
    sentence = _("You have written to {limit} new people today. Please try again tomorrow.")


class TooManyReports(Refusal):
    """A person has reported as often as they may in a day."""

    code, status = "too_many_reports", 429
    sentence = _("You have reported {limit} times today. Please try again tomorrow.")


class YouBlocked(Refusal):
    """A person writes to somebody they have blocked."""

    code, status = "you_blocked", 409
    sentence = _("You have blocked this person. Unblock first, so that an answer can reach you.")


class MessageUnknown(NotFound):
    """No message that this person was sent has this id."""

    code = "message_not_yours"
    sentence = _("This message is not here, or it was not sent to you.")


class ReportUnknown(NotFound):
    """No report that waits in this community has this id."""

    code = "report_unknown"
    sentence = _("This report is not here any more: somebody may have been quicker.")
