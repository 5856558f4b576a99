"""What those who want to join are asked: the administrator's page."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from worgl.communities import commands, queries
from worgl.communities.forms import QuestionForm
from worgl.communities.pages import MemberRequest, admin_page
from worgl.communities.rules import QUESTIONS_MAX, Question, QuestionKind
from worgl.core import clock, links
from worgl.core.errors import Refusal
from worgl.core.forms import add_refusal, form_key

KINDS: Mapping[QuestionKind, str | Promise] = {
    QuestionKind.TEXT: gettext_lazy("a text"),
    QuestionKind.CHOICE: gettext_lazy("a choice"),
    QuestionKind.YES_NO: gettext_lazy("yes or no"),
}


@admin_page
@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: MemberRequest) -> HttpResponse:
    """Show the questions, and ask one more."""
    form = QuestionForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _ask(request, form):
        return redirect("communities:questions", slug=request.community.slug)
    known = queries.questions_of(request.community.id)
    context = {
        "title": _("Questions"),
        "back": links.href(links.ADMINISTRATION, request.community.slug),
        "form": form,
        "questions": [(one, KINDS[one.kind]) for one in known],
        "has_room": len(known) < QUESTIONS_MAX,
    }
    return render(request, "communities/questions.html", context, status=422 if form.is_bound else 200)


def _ask(request: MemberRequest, form: QuestionForm) -> bool:
    given = form.cleaned_data
    question = Question(
        given["text"], QuestionKind(given["kind"]), given["required"], tuple(given["choices"].splitlines())
    )
    try:
        commands.ask_question(actor=request.member.id, question=question, key=form_key(request.POST), now=clock.now())
    except Refusal as refusal:
        add_refusal(form, refusal)
        return False
    messages.success(request, _("The question is asked from now on."))
    return True


@admin_page
@require_POST
def drop(request: MemberRequest) -> HttpResponse:
    """Ask a question no more."""
    commands.drop_question(
        actor=request.member.id, text=request.POST.get("text", ""), key=form_key(request.POST), now=clock.now()
    )
    messages.success(request, _("The question is no longer asked."))
    return redirect("communities:questions", slug=request.community.slug)
