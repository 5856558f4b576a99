"""Forms of communities. They read what was typed; whether it may be done is the commands' to say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django import forms
from django.utils import translation
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from worgl.communities.rules import (
    ABOUT_MAX,
    ANSWER_MAX,
    CAP_MAX,
    CAP_MIN,
    INVITATION_DAYS_MAX,
    INVITATION_USES_MAX,
    NO,
    NOTICE_BODY_MAX,
    NOTICE_SHOWN_DAYS_MAX,
    NOTICE_TITLE_MAX,
    QUESTION_MAX,
    REASON_MAX,
    TEXT_BODY_MAX,
    WORDS,
    YES,
    Capacity,
    Member,
    Question,
    QuestionKind,
)
from worgl.core.audit import AuditGroup
from worgl.core.counts import Count
from worgl.core.fields import line, lines, number, picture
from worgl.core.limits import NAME_MAX
from worgl.inbox.rules.messages import MESSAGE_MAX, REPORT_REASON_MAX


class InviteForm(forms.Form):
    """For how many people, and for how long."""

    uses = number(_("For how many people?"), most=INVITATION_USES_MAX, usual=10)
    days = number(_("Valid for how many days?"), most=INVITATION_DAYS_MAX, usual=14)


class JoinForm(forms.Form):
    """The name one wants to be known by."""

    name = line(
        _("Your name in this community"),
        NAME_MAX,
        complete="name",
        hint=_("Your own name, or the name of your shop. It appears on receipts."),
    )


class AgreeForm(forms.Form):
    """That somebody has read the texts and agrees."""

    agree = forms.BooleanField(
        label=_("I have read this and agree"), error_messages={"required": _("Tick this box to agree.")}
    )
    number = forms.IntegerField(min_value=0, max_value=1_000_000, widget=forms.HiddenInput)


class AnswersForm(JoinForm):
    """The name, and the answers to what the community asks."""

    def __init__(self, *args: object, questions: Sequence[Question], terms: int = 0, **kwargs: object) -> None:
        """Make a field for every question, and one to agree where there are terms.

        Whether an answer fits is the command's to say; `terms` is the number of the newest text to agree to.
        """
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # Django's own signature, passed on
        for place, question in enumerate(questions, start=1):
            self.fields[f"answer_{place}"] = _answer_field(question)

        if terms:
            self.fields["agree"] = AgreeForm.base_fields["agree"]
            self.fields["number"] = forms.IntegerField(
                min_value=0, max_value=1_000_000, initial=terms, widget=forms.HiddenInput
            )

    def agreed(self) -> int:
        """Return the number of the newest text that was shown and agreed to, 0 where there was none."""
        return int(self.cleaned_data.get("number", 0))

    def answers(self) -> list[str]:
        """Return what was answered, in the order of the questions."""
        return [str(self.cleaned_data[name]) for name in self.fields if name.startswith("answer_")]

    def answer_fields(self) -> list[forms.BoundField]:
        """Return the fields of the questions."""
        return [self[name] for name in self.fields if name.startswith("answer_")]


def _answer_field(question: Question) -> forms.Field:
    if question.kind is QuestionKind.TEXT:
        return lines(question.text, ANSWER_MAX, required=question.required, missing=_("Please answer this question."))
    pairs: list[tuple[str, str | Promise]] = [(choice, choice) for choice in question.choices]
    pairs = pairs or [(YES, _("Yes")), (NO, _("No"))]
    return forms.ChoiceField(
        label=question.text,
        required=question.required,
        choices=[("", "—"), *pairs],
        error_messages={"required": _("Please answer this question.")},
    )


class QuestionForm(forms.Form):
    """One more question for those who want to join."""

    text = line(_("Question"), QUESTION_MAX)
    kind = forms.ChoiceField(
        label=_("Answered by"),
        choices=(
            (QuestionKind.TEXT.value, _("a text")),
            (QuestionKind.CHOICE.value, _("a choice")),
            (QuestionKind.YES_NO.value, _("yes or no")),
        ),
    )
    choices = forms.CharField(
        label=_("Choices"),
        required=False,
        help_text=_("One a line; only where the answer is a choice."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    required = forms.BooleanField(label=_("An answer is required"), required=False)

    def question(self) -> Question:
        """Return the question that a valid form describes."""
        given = self.cleaned_data
        return Question(
            given["text"], QuestionKind(given["kind"]), given["required"], tuple(given["choices"].splitlines())
        )


class AboutMeForm(forms.Form):
    """What one is called here, and what one can do."""

    name = JoinForm.base_fields["name"]
    about = lines(
        _("What can you do, or offer?"),
        ABOUT_MAX,
        required=False,
        hint=_("A few words every member can read, such as: I repair bicycles and bake for feasts."),
    )


class NoticeForm(forms.Form):
    """What all members are told, and for how long."""

    title = line(_("In one line"), NOTICE_TITLE_MAX)
    body = lines(_("More about it"), NOTICE_BODY_MAX, required=False, rows=5)
    days = number(_("Show it for how many days?"), most=NOTICE_SHOWN_DAYS_MAX, usual=14)


class LogForm(forms.Form):
    """Whose acts, about what, and when."""

    who = forms.ChoiceField(label=_("Who"), required=False)
    what = forms.ChoiceField(
        label=_("What"),
        required=False,
        choices=(
            ("", pgettext_lazy("decisions", "All")),
            (AuditGroup.PEOPLE.value, _("People")),
            (AuditGroup.RULES.value, _("Rules")),
            (AuditGroup.MONEY.value, _("Money")),
            (AuditGroup.COMMUNITY.value, _("The community")),
        ),
    )
    since = forms.DateField(
        label=pgettext_lazy("days", "From"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        label=pgettext_lazy("days", "To"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *args: object, actors: Sequence[Member], **kwargs: object) -> None:
        """Take who stands in the record."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # Django's own signature, passed on
        who = self.fields["who"]
        assert isinstance(who, forms.ChoiceField)
        who.choices = [("", pgettext_lazy("members", "All")), *((str(actor.id), actor.name) for actor in actors)]


class ShopForm(forms.Form):
    """The name of a shop."""

    name = line(
        _("Name of the shop"),
        NAME_MAX,
        complete="organization",
        hint=_("It appears on receipts. The shop gets an account of its own, apart from yours."),
    )


class StaffForm(forms.Form):
    """Who may act for a shop, and in what."""

    member = line(_("Name or code of the member"), NAME_MAX)
    capacity = forms.ChoiceField(
        label=_("May act"),
        choices=((Capacity.TILL.value, _("at the till only")), (Capacity.KEEPER.value, _("in everything"))),
        help_text=_(
            "At the till, people take payments and see those of the till, but neither the balance nor anything else."
        ),
    )


class ShopPictureForm(forms.Form):
    """How a shop looks."""

    picture = picture(
        _("Picture of the shop"),
        missing=_("Choose a picture."),
        hint=_("JPEG, PNG or WebP, at most 5 MB. Its middle is shown; what the camera noted is removed."),
    )


class ReasonForm(forms.Form):
    """Why an administrator does something."""

    reason = line(_("Why?"), REASON_MAX, required=False, hint=_("All administrators can read it."))


class MessageForm(forms.Form):
    """What one member writes to another."""

    text = lines(_("Your message"), MESSAGE_MAX)


class ReportForm(forms.Form):
    """Why something is reported."""

    reason = lines(_("What is wrong with it?"), REPORT_REASON_MAX)


class CapForm(forms.Form):
    """How many members there may be."""

    cap = number(
        _("Most members"),
        least=CAP_MIN,
        hint=format_lazy(_("Paused members count too. At most {most}."), most=Count(CAP_MAX)),
    )


class WordsForm(forms.Form):
    """The words a community uses instead of the usual ones."""

    def __init__(self, *args: object, own: Mapping[str, str], language: str = "", **kwargs: object) -> None:
        """Make a field for every word; `own` are those written for a language, or with "" for all readers."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # Django's own signature, passed on
        for key, usual in WORDS.items():
            with translation.override(language or translation.get_language()):
                there = str(usual)
            self.fields[key] = forms.CharField(
                label=str(usual),
                required=False,
                max_length=30,
                initial=own.get(key, ""),
                widget=forms.TextInput(attrs={"autocomplete": "off", "placeholder": there}),
            )


class LookForm(forms.Form):
    """How a community is called and shown."""

    name = line(_("Name"), NAME_MAX, complete="organization")
    colour = forms.CharField(
        label=_("Colour"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"type": "color"}),
        help_text=_("Shades that can be read on light and on dark pages are made of it."),
    )
    usual = forms.BooleanField(label=_("Use the usual colour"), required=False)
    logo = picture(
        _("Logo"), required=False, hint=_("Shown on pages, in e-mails and on papers. JPEG, PNG or WebP, at most 5 MB.")
    )
    no_logo = forms.BooleanField(label=_("Show no logo"), required=False)
    icon = picture(
        _("Icon"),
        required=False,
        hint=_("Shown on phones that install the app; best a square of 512 pixels or more."),
    )
    no_icon = forms.BooleanField(label=_("Use the usual icon"), required=False)


class TextForm(forms.Form):
    """A text of the community's own."""

    body = lines(
        _("Text"),
        TEXT_BODY_MAX,
        rows=18,
        hint=_("# begins a heading, - a line of a list, **two stars** make words strong. Links begin with https://."),
    )
