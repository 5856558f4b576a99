"""Refusals of communities."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from worgl.core.errors import InvalidInput, NotAllowed, NotFound, Refusal


class CommunityUnknown(NotFound):
    """No community has this id or address."""

    code = "community_unknown"
    sentence = _("There is no such community here.")


class MemberUnknown(NotFound):
    """No member of this community has this id or code."""

    code = "member_unknown"
    sentence = _("Nobody in this community has this code or name. Please check it.")


class NotAMember(NotAllowed):
    """The person, or the member of another community, does not belong here."""

    code = "not_a_member"
    sentence = _("This community is closed. Ask one of its members for an invitation.")


class NotActive(NotAllowed):
    """An applicant, a suspended member or one who left asks for what only active members may do."""

    code = "not_active"
    sentence = _("Your membership is not active now. Ask an administrator of your community.")


class RoleNeeded(NotAllowed):
    """Only members with the role may do this."""

    code = "role_needed"
    sentence = _("Only members with the role of {role} may do this.")


class CommunityFull(Refusal):
    """All seats under the cap are taken."""

    code, status = "community_full", 409
    sentence = _("This community is full: all {cap} places are taken. An administrator can raise the number.")


class AlreadyMember(Refusal):
    """The person has a membership in this community."""

    code, status = "already_member", 409
    sentence = _("You belong to this community already.")


class AlreadyApplied(Refusal):
    """The person waits for approval in this community."""

    code, status = "already_applied", 409
    sentence = _("You have asked to join already. An administrator will look at it.")


class SlugTaken(Refusal):
    """Another community has this address."""

    code, status = "slug_taken", 409
    sentence = _("Another community has the address “{slug}” already. Please choose another.")


class CodeTaken(Refusal):
    """A code that an import gives belongs to another member."""

    code, status = "code_taken", 409
    sentence = _("The code {member_code} is given twice or belongs to another member.")


class InvitationUnknown(NotFound):
    """No invitation has this link, or it was taken back."""

    code = "invitation_unknown"
    sentence = _("This invitation is not known. Ask for a new link.")


class InvitationExpired(Refusal):
    """The invitation's last day is over."""

    code, status = "invitation_expired", 410
    sentence = _("This invitation has expired. Ask for a new link.")


class InvitationUsedUp(Refusal):
    """As many people as the invitation was for have used it."""

    code, status = "invitation_used_up", 410
    sentence = _("This invitation has been used by as many people as it was for. Ask for a new link.")


class TooManyInvitations(Refusal):
    """A member has as many open invitations as they may."""

    code, status = "too_many_invitations", 409
    sentence = _("You have {limit} open invitations. Take one back first, or wait until one expires.")


class InvitedOften(Refusal):
    """A member has made as many invitations as they may in a day, also those they took back."""

    code, status = "invited_often", 429
    sentence = _("You have made {limit} invitations today. Please try again tomorrow.")


class JoinedOften(Refusal):
    """A person has asked to join a community as often as they may in a day, also when they took it back."""

    code, status = "joined_often", 429
    sentence = _("You have asked to join {limit} times today. Please try again tomorrow.")


class TooManyCommunities(Refusal):
    """A person has founded as many communities as they may."""

    code, status = "too_many_communities", 409
    sentence = _("You have founded {limit} communities; more are not possible.")


class TooManyMembers(Refusal):
    """An import would exceed what one community can hold."""

    code, status = "too_many_members", 409
    sentence = _("This would make {asked} members; a community can have at most {limit}.")


class WrongState(Refusal):
    """The member is not in the state this needs; someone else may have been quicker."""

    code, status = "wrong_state", 409
    sentence = _("{name} is “{state}” now, so this cannot be done. Reload the page to see how things stand.")


class LastAdmin(Refusal):
    """The only active administrator would be gone."""

    code, status = "last_admin", 409
    sentence = _("A community needs an administrator. Give the role to another member first.")


class NotOneself(NotAllowed):
    """An administrator may not do this to themselves."""

    code = "not_oneself"
    sentence = _("You cannot do this to yourself. Ask another administrator.")


class NoPerson(Refusal):
    """An imported member has nobody who could sign in, so no role."""

    code, status = "no_person", 409
    sentence = _("{name} cannot sign in, so this role would be nobody's.")


class ParameterUnknown(InvalidInput):
    """No domain has a parameter of this name."""

    code = "parameter_unknown"


class InvalidPolicy(InvalidInput):
    """A value a parameter does not take."""

    code = "invalid_policy"


class CannotBeWrittenTo(Refusal):
    """A member who has left, is suspended, or has nobody who could read."""

    code, status = "cannot_be_written_to", 409
    sentence = _("{name} cannot receive messages now.")


class TooSoon(Refusal):
    """A change of policy that is not announced long enough ahead; `earliest` is a date."""

    code, status = "too_soon", 409
    sentence = _("Changes are announced ahead, so that everybody can prepare: this one can apply from {earliest} on.")


class AlreadyAnnounced(Refusal):
    """Another change of the same parameter is announced for the same moment."""

    code, status = "already_announced", 409
    sentence = _("Another change of this rule is announced for that moment. Withdraw it first.")


class TooLate(Refusal):
    """The change has begun to apply, or was withdrawn before."""

    code, status = "too_late", 409
    sentence = _("This change already applies or was withdrawn. Announce a new one instead.")


class TillOnly(NotAllowed):
    """Somebody who acts for a shop at its till only asks for another page, or the other way round."""

    code = "till_only"
    sentence = _("You act for {name} at the till only. Choose yourself under “You act as” to see your own pages.")


class NotYourShop(NotAllowed):
    """Only the shop itself, its keepers and administrators say who acts for it."""

    code = "not_your_shop"
    sentence = _("Only a keeper of {name}, or an administrator, may do this.")


class NoShop(Refusal):
    """Staff can be named for a shop only."""

    code, status = "no_shop", 409
    sentence = _("{name} is no shop.")


class ActsAlready(Refusal):
    """The member acts for this shop in another capacity."""

    code, status = "acts_already", 409
    sentence = _("{name} acts for this shop already. End that first.")


class LastKeeper(Refusal):
    """A shop that nobody signs in for would have no keeper."""

    code, status = "last_keeper", 409
    sentence = _("Somebody must keep the shop. Name another keeper first.")


class StaffUnknown(NotFound):
    """Nobody acts for the shop under this id; it may have ended before."""

    code = "staff_unknown"
    sentence = _("This person does not act for the shop any more.")


class TooManyShops(Refusal):
    """A member keeps as many shops as they may."""

    code, status = "too_many_shops", 409
    sentence = _("You keep {limit} shops already; more are not possible.")


class TooManyStaff(Refusal):
    """As many people act for the shop as can."""

    code, status = "too_many_staff", 409
    sentence = _("{limit} people act for this shop already. End one first.")


class TooManyQuestions(Refusal):
    """A community asks as many questions as it may."""

    code, status = "too_many_questions", 409
    sentence = _("{limit} questions are asked already. Take one back first.")


class QuestionUnknown(NotFound):
    """The question is not asked any more."""

    code = "question_unknown"
    sentence = _("This question is not asked any more.")


class TownJobUnknown(NotFound):
    """No job of this community was given up under this id; someone else may have been quicker."""

    code = "town_job_unknown"
    sentence = _("This work is not waiting any more.")


class NoticeUnknown(NotFound):
    """No notice of this community has this id, or it was taken back."""

    code = "notice_unknown"
    sentence = _("This announcement is not there any more.")


class TooManyNotices(Refusal):
    """As many notices are shown as can be."""

    code, status = "too_many_notices", 409
    sentence = _("{limit} announcements are shown already. Take one back first.")


class AnnouncedOften(Refusal):
    """As much was announced as may be in a day, also when it was taken back."""

    code, status = "announced_often", 429
    sentence = _("{limit} things were announced today. Please try again tomorrow.")


class NamedOften(Refusal):
    """A member has let others act for shops as often as they may in a day, also when it was ended."""

    code, status = "named_often", 429
    sentence = _("You have named people for shops {limit} times today. Please try again tomorrow.")


class NamedAgain(Refusal):
    """One and the same member was named for a shop as often as may be in a day; `name` is that member's."""

    code, status = "named_again", 429
    sentence = _("{name} was named for this shop {limit} times today. Please try again tomorrow.")


class SecondOfficerNeeded(Refusal):
    """A shop to be taken over has nobody to say yes: it has no keeper, and there is no other administrator."""

    code, status = "second_officer_needed", 409
    sentence = _(
        "Nobody can say yes to this: {name} has no keeper who could, and there is no other administrator. "
        "Make another member an administrator first."
    )


class WishUnknown(NotFound):
    """There is no such wish, it was answered, or it is not for this member to answer."""

    code = "wish_unknown"
    sentence = _("There is nothing to answer any more, or it is not for you to answer.")


class WaitsAlready(Refusal):
    """The same is asked for already."""

    code, status = "waits_already", 409
    sentence = _("This was asked already and waits for an answer.")


class KeepsShop(Refusal):
    """The only keeper of a shop would be gone."""

    code, status = "keeps_shop", 409
    sentence = _("You are the only keeper of {name}. Name another keeper first, or let the shop leave.")


class TextUnknown(NotFound):
    """The community has published no such text, or no such version of it."""

    code = "text_unknown"
    sentence = _("There is no such text here.")


class TermsChanged(Refusal):
    """What somebody agreed to is not the newest any more, or they did not agree."""

    code, status = "terms_changed", 409
    sentence = _("There are terms to agree to. Please read them and agree.")
