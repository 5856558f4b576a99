"""Django's registration of communities."""

from django.utils.translation import gettext_lazy as _

from worgl.core import domains
from worgl.core.events import WebhookEvent


class CommunitiesConfig(domains.DomainConfig):
    """Communities, members and policy."""

    name = "worgl.communities"
    label = "communities"

    def ready(self) -> None:
        """Register the checks, the notices and their readers of facts."""
        from worgl.communities import checks, notices  # noqa: F401 -- importable only once the tables are known

    def declares(self) -> domains.Domain:
        """Return what webhooks tell of members and of rules."""
        from worgl.communities import facts, models
        from worgl.communities.portability import TABLES
        from worgl.communities.queries import files_of_member
        from worgl.communities.rules.acts import ACTS

        return domains.Domain(
            files_of_member=files_of_member,
            personal=(
                models.Member,
                models.Invitation,
                models.Staff,
                models.StaffWish,
                models.ShopPicture,
                models.PolicyRow,
                models.Notice,
                models.NoticeSeen,
                models.AdminAct,
                models.TownText,
                models.Agreement,
            ),
            impersonal={
                models.Community: "of all its members",
                models.LookPicture: "of all its members",
            },
            acts=ACTS,
            tables=TABLES,
            events=(
                WebhookEvent(facts.PolicyAnnounced, _("a change of a rule was announced")),
                WebhookEvent(facts.PolicyWithdrawn, _("an announced change was withdrawn")),
                WebhookEvent(facts.MemberApplied, _("somebody asked to join"), officers_only=True),
                WebhookEvent(facts.MemberAdmitted, _("a member was admitted"), officers_only=True),
                WebhookEvent(facts.MemberSuspended, _("a member was suspended"), officers_only=True),
                WebhookEvent(facts.MemberReinstated, _("a suspended member may act again"), officers_only=True),
                WebhookEvent(facts.MemberLeft, _("a member left"), officers_only=True),
            ),
            untold=(
                facts.CommunityFounded,
                facts.MemberDeclined,
                facts.MessageWritten,
                facts.Reported,
                facts.ReportResolved,
                facts.RoleGranted,
                facts.RoleRevoked,
                facts.StaffNamed,
                facts.StaffEnded,
                facts.StaffWished,
                facts.MembershipTakenOver,
                facts.MembersImported,
                facts.NoticePublished,
            ),
        )
