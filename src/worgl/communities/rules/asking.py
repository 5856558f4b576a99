"""What a community asks those who want to join, and whether an answer fits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from worgl.core.errors import InvalidInput, check_length

QUESTIONS_MAX = 8
"""Most questions a community asks."""
QUESTION_MAX, ANSWER_MAX = 200, 1_000
"""Longest question and answer, in characters."""
CHOICES_MIN, CHOICES_MAX, CHOICE_MAX = 2, 12, 80
YES, NO = "yes", "no"


class QuestionKind(StrEnum):
    """How a question is answered."""

    TEXT = "text"
    CHOICE = "choice"
    YES_NO = "yes_no"


@dataclass(frozen=True, slots=True)
class Question:
    """A question to those who want to join; `choices` are given for a choice only."""

    text: str
    kind: QuestionKind
    required: bool
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody was asked and answered, kept in the words of that day."""

    question: str
    answer: str


def check_question(question: Question) -> Question:
    """Return a question with trimmed texts; refuses InvalidInput on an empty, too long or undecidable one.

    >>> check_question(Question(" What can you  do? ", QuestionKind.TEXT, required=True)).text
    'What can you do?'
    """
    text = " ".join(question.text.split())
    if not 1 <= len(text) <= QUESTION_MAX:
        reason = _("Ask in 1 to {longest} characters.").format(longest=QUESTION_MAX)
        raise InvalidInput(field="text", reason=reason)
    if question.kind is not QuestionKind.CHOICE:
        return Question(text, question.kind, question.required)
    choices = tuple(dict.fromkeys(filter(None, (" ".join(choice.split()) for choice in question.choices))))
    if not CHOICES_MIN <= len(choices) <= CHOICES_MAX or any(len(choice) > CHOICE_MAX for choice in choices):
        reason = _("Give {least} to {most} choices, one a line, of at most {longest} characters each.").format(
            least=CHOICES_MIN, most=CHOICES_MAX, longest=CHOICE_MAX
        )
        raise InvalidInput(field="choices", reason=reason)
    return Question(text, question.kind, question.required, choices)


def check_answers(questions: Sequence[Question], given: Sequence[str]) -> tuple[Answer, ...]:
    """Return the answers to all questions, in their order; an optional one may be empty and is left out.

    Refuses InvalidInput at "answer_1", "answer_2" ... for what is missing or does not fit.
    """
    if len(given) != len(questions):
        raise InvalidInput(field="answers", reason=_("The questions have changed. Please answer them again."))
    checked = (
        Answer(question.text, _check_answer(question, text, field=f"answer_{number}"))
        for number, (question, text) in enumerate(zip(questions, given, strict=True), start=1)
    )
    return tuple(answer for answer in checked if answer.answer)


def _check_answer(question: Question, text: str, *, field: str) -> str:
    answer = text.strip()
    if not answer and question.required:
        raise InvalidInput(field=field, reason=_("Please answer this question."))
    check_length(answer, most=ANSWER_MAX, field=field)
    allowed = {QuestionKind.CHOICE: set(question.choices), QuestionKind.YES_NO: {YES, NO}}.get(question.kind)
    if answer and allowed is not None and answer not in allowed:
        raise InvalidInput(field=field, reason=_("Choose one of the answers."))
    return answer


def question_as_json(question: Question) -> dict[str, object]:
    """Return a question as it is kept."""
    return {
        "text": question.text,
        "kind": question.kind.value,
        "required": question.required,
        "choices": list(question.choices),
    }


def question_from_json(kept: Mapping[str, object]) -> Question:
    """Return a question as it was kept."""
    choices = kept["choices"]
    assert isinstance(choices, list)
    return Question(
        str(kept["text"]), QuestionKind(str(kept["kind"])), bool(kept["required"]), tuple(map(str, choices))
    )
