"""Tables of the currency: currencies, wallets, levies with lines and shares, issues, statistics."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from worgl.core.ids import new_id
from worgl.core.limits import MEMO_MAX, NAME_MAX
from worgl.currency.rules.values import COIN_NAME_MAX


class Currency(models.Model):
    """The one currency of a community."""

    class Kind(models.TextChoices):
        """What changes the supply; never mixed on one currency."""

        LETS = "lets"
        CREDIT = "credit"
        RESERVE = "reserve"

    id = models.UUIDField(primary_key=True)
    community_id = models.UUIDField()
    book = models.BigIntegerField()
    unit = models.CharField(max_length=8)
    name = models.CharField(max_length=COIN_NAME_MAX)
    exponent = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    issuer = models.BigIntegerField()
    commons = models.BigIntegerField()
    operator = models.BigIntegerField()
    exit_gap = models.BigIntegerField()
    levy_pool = models.BigIntegerField()
    created_at = models.DateTimeField()
    levied_through = models.DateField()
    """Every date up to this one has been looked at and, where it was a levy date, levied."""
    levy_check_at = models.DateTimeField()
    """When the next local day begins, so that the planner asks only then."""
    figures_check_at = models.DateTimeField()
    figures_counted_at = models.DateTimeField(null=True)
    """When the statistics were last brought up to date."""
    figures_seq = models.BigIntegerField(default=0)
    """Sequence number of the last transfer counted in the statistics."""

    class Meta:
        """One currency a community."""

        verbose_name_plural = "currencies"
        constraints = [
            models.UniqueConstraint(fields=["community_id"], name="currency_one_per_community"),
            models.CheckConstraint(condition=Q(exponent__lte=6), name="currency_exponent_at_most_6"),
        ]
        indexes = [
            models.Index(fields=["levy_check_at"], name="currency_levy_check"),
            models.Index(fields=["figures_check_at"], name="currency_figures_check"),
        ]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"{self.name} ({self.unit})"


class Wallet(models.Model):
    """An account of the community's book with a name and a purpose."""

    class Role(models.TextChoices):
        """Whose money it is."""

        MEMBER = "member"
        ISSUER = "issuer"
        COMMONS = "commons"
        OPERATOR = "operator"
        EXIT_GAP = "exit_gap"
        LEVY_POOL = "levy_pool"
        EXTERNAL = "external"

    id = models.BigAutoField(primary_key=True)
    community_id = models.UUIDField()
    currency = models.ForeignKey(Currency, on_delete=models.PROTECT)
    member_id = models.UUIDField(null=True, db_index=True)
    role = models.CharField(max_length=10, choices=Role)
    account = models.BigIntegerField()
    name = models.CharField(max_length=NAME_MAX, blank=True)
    credit_minor = models.BigIntegerField(null=True)
    """Credit limit given to this member; null: by the community's policy."""
    ceiling_minor = models.BigIntegerField(null=True)
    """Balance ceiling given to this member; null: by the community's policy, 0: none."""
    owing_minor = models.BigIntegerField(default=0)
    """Part of earlier levies that could not be taken yet."""

    class Meta:
        """A member has one wallet; each system role but `external` has one."""

        constraints = [
            models.UniqueConstraint(fields=["community_id", "account"], name="wallet_one_per_account"),
            models.UniqueConstraint(
                fields=["community_id", "member_id"], condition=Q(member_id__isnull=False), name="wallet_one_per_member"
            ),
            models.UniqueConstraint(
                fields=["community_id", "role"],
                condition=~Q(role__in=["member", "external"]),
                name="wallet_one_per_system_role",
            ),
            models.UniqueConstraint(
                fields=["community_id", "name"], condition=Q(role="external"), name="wallet_one_per_external_name"
            ),
            models.CheckConstraint(
                condition=Q(role="member", member_id__isnull=False) | (~Q(role="member") & Q(member_id__isnull=True)),
                name="wallet_member_iff_role_member",
            ),
            models.CheckConstraint(condition=Q(owing_minor__gte=0), name="wallet_owing_not_negative"),
        ]
        indexes = [models.Index(fields=["community_id", "role", "id"], name="wallet_by_role")]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"{self.role} {self.name} #{self.account}"


class Levy(models.Model):
    """Demurrage of one currency on one date."""

    class Stage(models.TextChoices):
        """How far a levy is: charged to the pool, then shared out of it."""

        CHARGED = "charged"
        SHARED = "shared"

    id = models.UUIDField(primary_key=True)
    community_id = models.UUIDField()
    currency = models.ForeignKey(Currency, on_delete=models.PROTECT)
    date = models.DateField()
    rate_ppm = models.PositiveIntegerField()
    exempt_minor = models.BigIntegerField()
    burn_ppm = models.PositiveIntegerField()
    dividend_ppm = models.PositiveIntegerField()
    participation_ppm = models.PositiveIntegerField()
    commons_ppm = models.PositiveIntegerField()
    operator_ppm = models.PositiveIntegerField()
    stage = models.CharField(max_length=10, choices=Stage)
    wallets = models.PositiveIntegerField()
    """How many wallets were charged."""
    base_minor = models.BigIntegerField()
    taken_minor = models.BigIntegerField()
    owing_minor = models.BigIntegerField()
    at = models.DateTimeField()
    shared_at = models.DateTimeField(null=True)

    class Meta:
        """One levy per currency and date: the second changes nothing."""

        verbose_name_plural = "levies"
        constraints = [
            models.UniqueConstraint(fields=["community_id", "currency", "date"], name="levy_one_per_date"),
        ]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"levy of {self.date}"


class LevyLine(models.Model):
    """What one wallet is charged by a levy."""

    id = models.BigAutoField(primary_key=True)
    community_id = models.UUIDField()
    levy = models.ForeignKey(Levy, on_delete=models.PROTECT)
    wallet = models.ForeignKey(Wallet, on_delete=models.PROTECT)
    base_minor = models.BigIntegerField()
    due_minor = models.BigIntegerField()
    owed_before_minor = models.BigIntegerField()
    taken_minor = models.BigIntegerField()
    owing_minor = models.BigIntegerField()
    transfer = models.UUIDField(null=True)
    """The transfer that took it; null when nothing could be taken."""

    class Meta:
        """A wallet is charged once by a levy, and what is due is either taken or still owed."""

        constraints = [
            models.UniqueConstraint(fields=["community_id", "levy", "wallet"], name="levy_line_one_per_wallet"),
            models.UniqueConstraint(fields=["community_id", "transfer"], name="levy_line_one_per_transfer"),
            models.CheckConstraint(
                condition=Q(
                    taken_minor=models.F("due_minor") + models.F("owed_before_minor") - models.F("owing_minor")
                ),
                name="levy_line_adds_up",
            ),
        ]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"{self.taken_minor} of {self.base_minor}"


class LevyShare(models.Model):
    """Where one part of a levy, or of the commons' unspent income, went."""

    class Receiver(models.TextChoices):
        """The receivers a levy is split over."""

        BURN = "burn"
        DIVIDEND = "dividend"
        PARTICIPATION = "participation"
        COMMONS = "commons"
        OPERATOR = "operator"

    id = models.BigAutoField(primary_key=True)
    community_id = models.UUIDField()
    levy = models.ForeignKey(Levy, on_delete=models.PROTECT)
    receiver = models.CharField(max_length=15, choices=Receiver)
    wallet = models.ForeignKey(Wallet, on_delete=models.PROTECT)
    minor = models.BigIntegerField()
    transfer = models.UUIDField()
    redirected = models.BooleanField(default=False)
    """The receiver could not take it (left, or at his ceiling): it went to the commons instead."""

    class Meta:
        """A transfer pays one share."""

        constraints = [models.UniqueConstraint(fields=["community_id", "transfer"], name="levy_share_one_per_transfer")]
        indexes = [models.Index(fields=["levy", "receiver"], name="levy_share_by_receiver")]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"{self.receiver} {self.minor}"


class CommonsMonth(models.Model):
    """The spend rule applied to a common account for one month: income, spending and the dividend due."""

    id = models.UUIDField(primary_key=True)
    community_id = models.UUIDField()
    wallet = models.ForeignKey(Wallet, on_delete=models.PROTECT)
    month = models.DateField()
    """The first day of the month looked at."""
    income_minor = models.BigIntegerField()
    spent_minor = models.BigIntegerField()
    dividend_minor = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        """One reckoning per account and month."""

        constraints = [
            models.UniqueConstraint(fields=["community_id", "wallet", "month"], name="commons_month_once"),
        ]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"{self.month:%Y-%m}: {self.dividend_minor}"


class Grant(models.Model):
    """Money given to a member by the treasurer: newly issued, or from the commons or the operator's account."""

    id = models.UUIDField(primary_key=True)
    """The transfer's id."""
    community_id = models.UUIDField()
    source = models.ForeignKey(Wallet, on_delete=models.PROTECT, related_name="+")
    payee = models.ForeignKey(Wallet, on_delete=models.PROTECT, related_name="+")
    minor = models.BigIntegerField()
    reason = models.CharField(max_length=MEMO_MAX)
    by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        """Listed by community, newest first."""

        indexes = [models.Index(fields=["community_id", "-id"], name="grant_by_community")]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"{self.minor} for {self.reason}"


class DaySpending(models.Model):
    """What a member has paid on one day, kept only where the community limits a day's payments."""

    id = models.BigAutoField(primary_key=True)
    community_id = models.UUIDField()
    member_id = models.UUIDField()
    day = models.DateField()
    spent_minor = models.BigIntegerField(default=0)

    class Meta:
        """One sum a member and day: a guarded update keeps it below the limit."""

        constraints = [
            models.UniqueConstraint(fields=["community_id", "member_id", "day"], name="day_spending_once"),
        ]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"{self.day}: {self.spent_minor}"


class Arrivals(models.Model):
    """A table of members and balances that was handed in, once a community and content."""

    id = models.UUIDField(primary_key=True)
    community_id = models.UUIDField()
    digest = models.CharField(max_length=64)
    by = models.UUIDField()
    file_name = models.CharField(max_length=120)
    layout = models.CharField(max_length=10)
    content = models.BinaryField(default=b"")
    """The table itself, until it is brought in."""
    faults = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        """A table is brought in once."""

        verbose_name_plural = "arrivals"
        constraints = [models.UniqueConstraint(fields=["community_id", "digest"], name="arrivals_once")]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"table {self.pk}"


class ArrivedMember(models.Model):
    """Who came with a row of a table, and by what he was known before."""

    id = models.BigAutoField(primary_key=True)
    community_id = models.UUIDField()
    arrivals = models.ForeignKey(Arrivals, on_delete=models.PROTECT)
    line = models.PositiveIntegerField()
    member_id = models.UUIDField()
    foreign_id = models.CharField(max_length=100, blank=True)
    email = models.CharField(max_length=254, blank=True)
    balance_minor = models.BigIntegerField()

    class Meta:
        """A row comes once."""

        constraints = [
            models.UniqueConstraint(fields=["community_id", "arrivals", "line"], name="arrived_once"),
        ]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"line {self.line}"


class LinkLetter(models.Model):
    """A letter with a personal link to who came with a table and has an e-mail address; its Message-ID is of its id."""

    class State(models.TextChoices):
        """How far it is; `stopped` by an administrator, `failed` for good."""

        WAITING = "waiting"
        SENDING = "sending"
        SENT = "sent"
        STOPPED = "stopped"
        FAILED = "failed"

    id = models.UUIDField(primary_key=True)
    community_id = models.UUIDField()
    arrivals = models.ForeignKey(Arrivals, on_delete=models.PROTECT)
    member_id = models.UUIDField()
    invitation_id = models.UUIDField()
    language = models.CharField(max_length=10)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    claim = models.UUIDField(null=True)
    claimed_until = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)
    job = models.UUIDField(null=True)
    """The job that sends it; on another node, where the community was moved to, none."""
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """A member gets one letter of a table."""

        constraints = [models.UniqueConstraint(fields=["arrivals", "member_id"], name="link_letter_once")]
        indexes = [models.Index(fields=["arrivals", "state", "due_at"], name="link_letter_due")]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"letter {self.pk} ({self.state})"


class DayFigures(models.Model):
    """A community's money on one day, in its own zone; kept by a job, complete up to the currency's `figures_seq`."""

    id = models.BigAutoField(primary_key=True)
    community_id = models.UUIDField()
    day = models.DateField()
    volume_minor = models.BigIntegerField(default=0)
    payments = models.PositiveIntegerField(default=0)
    minted_minor = models.BigIntegerField(default=0)
    retired_minor = models.BigIntegerField(default=0)
    faded_minor = models.BigIntegerField(default=0)
    supply_minor = models.BigIntegerField(default=0)
    last_seq = models.BigIntegerField(default=0)

    class Meta:
        """One row a community and day with at least one transfer."""

        verbose_name_plural = "day figures"
        constraints = [models.UniqueConstraint(fields=["community_id", "day"], name="day_figures_once")]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"{self.day}: {self.volume_minor}"


class WalletMonth(models.Model):
    """What one account earned and spent in one month, and all that went in and out of it; kept with DayFigures."""

    id = models.BigAutoField(primary_key=True)
    community_id = models.UUIDField()
    account = models.BigIntegerField()
    month = models.DateField()
    """The first day of the month."""
    earned_minor = models.BigIntegerField(default=0)
    spent_minor = models.BigIntegerField(default=0)
    in_minor = models.BigIntegerField(default=0)
    out_minor = models.BigIntegerField(default=0)
    last_spent = models.DateField(null=True)
    """The last day of the month on which the account paid somebody."""
    last_earned = models.DateField(null=True)
    """The last day of the month on which the account was paid by somebody."""

    class Meta:
        """One row an account and month with at least one transfer."""

        constraints = [
            models.UniqueConstraint(fields=["community_id", "account", "month"], name="wallet_month_once"),
        ]
        indexes = [models.Index(fields=["community_id", "month"], name="wallet_month_by_month")]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"{self.account} in {self.month:%Y-%m}"


class DayHealth(models.Model):
    """How a community's money fares at the end of one day; kept with DayFigures, without gaps from its first day on."""

    id = models.BigAutoField(primary_key=True)
    community_id = models.UUIDField()
    day = models.DateField()
    members = models.PositiveIntegerField()
    active = models.PositiveIntegerField()
    gini_ppm = models.PositiveIntegerField(null=True)
    idle_ppm = models.PositiveIntegerField(null=True)
    commons_minor = models.BigIntegerField()
    commons_in_minor = models.BigIntegerField()
    commons_out_minor = models.BigIntegerField()
    bands = models.JSONField(default=list)
    """The histogram of balances: lowest, highest and number of members of each band."""

    class Meta:
        """One row a community and day."""

        verbose_name_plural = "day health"
        constraints = [models.UniqueConstraint(fields=["community_id", "day"], name="day_health_once")]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"{self.day}: {self.active} of {self.members}"


class Giving(models.Model):
    """Money given to many members by one act: who ordered what for whom and why, and how it ended."""

    id = models.UUIDField(primary_key=True, default=new_id)
    community_id = models.UUIDField()
    by = models.UUIDField()
    source = models.CharField(max_length=10)
    each_minor = models.BigIntegerField()
    count = models.PositiveIntegerField()
    reason = models.CharField(max_length=MEMO_MAX)
    asked = models.JSONField()
    """Who was asked for, as `rules.roll.filter_as_json` writes it; the lines are those it meant that day."""
    job = models.UUIDField(null=True)
    ordered_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        """Listed by community, newest first."""

        indexes = [models.Index(fields=["community_id", "-id"], name="giving_by_community")]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"{self.count} times {self.each_minor}"


class GivingLine(models.Model):
    """One member of a giving. `outcome` is "" until his turn, then "given" or the code of what refused it."""

    id = models.BigAutoField(primary_key=True)
    community_id = models.UUIDField()
    giving = models.ForeignKey(Giving, on_delete=models.PROTECT, related_name="lines")
    member_id = models.UUIDField()
    transfer = models.UUIDField(default=new_id, unique=True)
    """The id of the transfer, fixed with the order, so that nobody is given twice."""
    outcome = models.CharField(max_length=40, blank=True, default="")

    class Meta:
        """A member stands once in a giving."""

        constraints = [models.UniqueConstraint(fields=["giving", "member_id"], name="given_once")]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"{self.member_id}: {self.outcome}"
