"""People, and what they allow other sites and programs."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from worgl.core.ids import new_id
from worgl.core.limits import NAME_MAX
from worgl.identity.rules import DIGEST_LENGTH, EMAIL_MAX, GRANT_ID_LENGTH, Theme, kept_email


class PersonManager(BaseUserManager["Person"]):
    """Finds people by what they sign in with."""

    def get_by_natural_key(self, username: str | None) -> Person:
        """Return the person with an e-mail address, in whatever case it was typed."""
        return self.get(email=kept_email(username or ""))


class Person(AbstractBaseUser):
    """A human being who can sign in. `is_staff` marks an operator.

    `language` "" is the browser's choice; `read_in` is the language of the pages they signed up or last signed in
    on, "" when that was never seen.
    What was made before `secured_at` to act for them, such as a key for programs, opens nothing any more.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(max_length=EMAIL_MAX, unique=True)
    name = models.CharField(max_length=NAME_MAX)
    language = models.CharField(max_length=10, blank=True)
    read_in = models.CharField(max_length=10, blank=True, default="")
    theme = models.CharField(max_length=5, blank=True, choices=[(theme.value, theme.name) for theme in Theme])
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    registered_at = models.DateTimeField()
    secured_at = models.DateTimeField(null=True)

    objects = PersonManager()

    EMAIL_FIELD = USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        """Addresses are kept in lower case, so that uniqueness means what people mean by it."""

        verbose_name_plural = "people"

    def __str__(self) -> str:
        """Name the row by its id: a person's name and address stay out of logs."""
        return f"person {self.pk}"

    def get_full_name(self) -> str:
        """Return the name for the letters allauth writes."""
        return self.name


class Picture(models.Model):
    """How a person looks, drawn anew from what they sent; `digest` is the SHA-256 of `content` and its address."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="picture")
    digest = models.CharField(max_length=DIGEST_LENGTH, db_index=True)
    content = models.BinaryField()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"picture of {self.person_id}"


class Consent(models.Model):
    """What a person has allowed a client, until they took it back at `ended_at`."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    client = models.ForeignKey("allauth_idp_oidc.Client", on_delete=models.CASCADE)
    scopes = models.JSONField()
    given_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """One consent for each person and client, which may end and begin again."""

        constraints = [models.UniqueConstraint(fields=["person", "client"], name="one_consent_per_person_and_client")]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"consent {self.pk}"


class Grant(models.Model):
    """One answer to a client: a code that is good once, and the family of tokens that came of it.

    `terms` is what the code stands for. The family's tokens name the grant in their data; with the grant ended they
    are gone, and its code and refresh tokens, used a second time, end it. After `kept_until` nobody asks any more.
    """

    id = models.CharField(primary_key=True, max_length=GRANT_ID_LENGTH)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    client = models.ForeignKey("allauth_idp_oidc.Client", on_delete=models.CASCADE)
    code_hash = models.CharField(max_length=DIGEST_LENGTH, unique=True, null=True)  # noqa: DJ001 -- of grants without a code there are many
    terms = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    code_until = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    kept_until = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        """Name the row for operators, without its id, which is part of tokens."""
        return f"grant of {self.made_at:%Y-%m-%d %H:%M}"
