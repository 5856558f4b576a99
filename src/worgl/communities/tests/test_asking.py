"""What newcomers are asked, what they answer, and their first steps."""

from __future__ import annotations

import pytest

from worgl.communities import commands, queries
from worgl.communities.errors import QuestionUnknown, RoleNeeded, TooManyQuestions
from worgl.communities.rules import (
    ANSWER_MAX,
    QUESTIONS_MAX,
    Answer,
    MemberId,
    Question,
    QuestionKind,
    check_answers,
    check_question,
)
from worgl.communities.tests.builders import Town, fresh_key, invitation, town
from worgl.core.errors import InvalidInput
from worgl.identity.tests.builders import NOW, person

TEXT = Question("What can you do?", QuestionKind.TEXT, required=True)
CHOICE = Question("Where do you live?", QuestionKind.CHOICE, required=False, choices=("Town", "Village"))
YES_NO = Question("Have you read the rules?", QuestionKind.YES_NO, required=True)

#          answers                          what comes of them
ANSWERS = """
bake      | Town    | yes                 | ok
bake      |         | no                  | ok
          | Town    | yes                 | answer_1
bake      | Moon    | yes                 | answer_2
bake      | Town    | maybe               | answer_3
bake      | Town    |                     | answer_3
bake      | Town                          | answers
"""


@pytest.mark.parametrize("line", ANSWERS.strip("\n").splitlines())
def test_answers_fit_their_questions_or_are_refused_at_their_field(line: str) -> None:
    *given, expected = (part.strip() for part in line.split("|"))
    assert _outcome(given) == expected


def _outcome(given: list[str]) -> str:
    """Return "ok", or the field at which the answers are refused."""
    try:
        answers = check_answers((TEXT, CHOICE, YES_NO), given)
    except InvalidInput as refusal:
        return str(refusal.fields["field"])
    return "ok" if [answer.answer for answer in answers] == [text for text in given if text] else "lost"


def test_an_answer_has_its_longest() -> None:
    with pytest.raises(InvalidInput):
        check_answers((TEXT,), ["a" * (ANSWER_MAX + 1)])


@pytest.mark.parametrize(
    "question",
    [
        Question("  ", QuestionKind.TEXT, required=True),
        Question("a" * 201, QuestionKind.TEXT, required=True),
        Question("Which?", QuestionKind.CHOICE, required=True, choices=("one", " one ", "")),
        Question("Which?", QuestionKind.CHOICE, required=True, choices=tuple(map(str, range(13)))),
    ],
)
def test_a_question_that_cannot_be_answered_is_not_asked(question: Question) -> None:
    with pytest.raises(InvalidInput):
        check_question(question)


@pytest.fixture
def here(db: None) -> Town:
    """Open a town that asks three questions."""
    here = town()
    for question in (TEXT, CHOICE, YES_NO):
        commands.ask_question(actor=here.alice, question=question, key=fresh_key(), now=NOW)
    return here


def apply(here: Town, *answers: str, by: MemberId | None = None) -> MemberId:
    link = invitation(by or here.bob)
    who = person("Dora")
    return commands.join(actor=who, token=link.token, name="Dora", answers=answers, key=fresh_key(), now=NOW)


def test_who_applies_answers_and_administrators_read_it_though_questions_change(here: Town) -> None:
    apply(here, "bake", "", "yes")
    commands.drop_question(actor=here.alice, text=TEXT.text, key=fresh_key(), now=NOW)
    (waiting,) = queries.pending(community=here.community, viewer=here.alice).items
    assert waiting.answers == (Answer(TEXT.text, "bake"), Answer(YES_NO.text, "yes"))


def test_who_leaves_a_question_open_does_not_apply_and_the_invitation_is_not_used_up(here: Town) -> None:
    link = invitation(here.bob)
    for answers in ((), ("", "Town", "yes")):
        with pytest.raises(InvalidInput):
            commands.join(
                actor=person("Dora"), token=link.token, name="Dora", answers=answers, key=fresh_key(), now=NOW
            )
    assert not queries.pending(community=here.community, viewer=here.alice).items
    assert queries.invitation_by_token(token=link.token, now=NOW).used == 0


def test_whom_an_administrator_invites_is_asked_nothing(here: Town) -> None:
    assert queries.member(apply(here, by=here.alice)).is_active


def test_only_administrators_ask_and_not_without_end(here: Town) -> None:
    for stranger in (here.bob, here.charlie):
        question = Question("Mine?", QuestionKind.TEXT, required=False)
        if stranger == here.bob:
            with pytest.raises(RoleNeeded):
                commands.ask_question(actor=stranger, question=question, key=fresh_key(), now=NOW)
            with pytest.raises(RoleNeeded):
                commands.drop_question(actor=stranger, text=TEXT.text, key=fresh_key(), now=NOW)
        else:
            # Charlie asks in Charlie's own community only.
            commands.ask_question(actor=stranger, question=question, key=fresh_key(), now=NOW)
    assert queries.questions_of(here.community) == (TEXT, CHOICE, YES_NO)
    for number in range(QUESTIONS_MAX - 3):
        more = Question(f"Question {number}?", QuestionKind.TEXT, required=False)
        commands.ask_question(actor=here.alice, question=more, key=fresh_key(), now=NOW)
    with pytest.raises(TooManyQuestions):
        commands.ask_question(actor=here.alice, question=CHOICE, key=fresh_key(), now=NOW)
    with pytest.raises(QuestionUnknown):
        commands.drop_question(actor=here.alice, text="Never asked?", key=fresh_key(), now=NOW)


def test_first_steps_are_shown_to_newcomers_until_they_hide_them(here: Town) -> None:
    assert queries.member(here.bob).is_new
    assert not queries.member(here.alice).is_new
    commands.describe_member(actor=here.bob, about="  I mend   bicycles ", key=fresh_key(), now=NOW)
    commands.dismiss_welcome(actor=here.bob, key=fresh_key(), now=NOW)
    bob = queries.member(here.bob)
    assert (bob.about, bob.is_new) == ("I mend bicycles", False)
    with pytest.raises(InvalidInput):
        commands.describe_member(actor=here.bob, about="a" * 201, key=fresh_key(), now=NOW)
