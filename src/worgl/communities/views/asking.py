"""What those who want to join are asked: the administrator's page."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from worgl.communities import commands, queries
from worgl.communities.forms import QuestionForm
from worgl.communities.pages import ADMIN, MemberRequest
from worgl.communities.rules import QUESTIONS_MAX, QuestionKind
from worgl.core.pages import Act, Frame, act_page, form_page, to

KINDS: Mapping[QuestionKind, str | Promise] = {
    QuestionKind.TEXT: _("a text"),
    QuestionKind.CHOICE: _("a choice"),
    QuestionKind.YES_NO: _("yes or no"),
}


def _known(request: MemberRequest) -> dict[str, object]:
    known = queries.questions_of(request.community.id)
    return {"questions": [(one, KINDS[one.kind]) for one in known], "has_room": len(known) < QUESTIONS_MAX}


questions = form_page(
    ADMIN,
    commands.ask_question,
    lambda _request, sent: QuestionForm(sent),
    Frame("communities/questions.html", _("Questions"), back=to("web:admin"), more=_known),
    inputs=lambda form: {"question": form.question()},
    said=_("The question is asked from now on."),
    then=to("communities:questions"),
)
drop = act_page(
    ADMIN,
    Act(commands.drop_question, to("communities:questions"), _("The question is no longer asked."), sent=("text",)),
)
