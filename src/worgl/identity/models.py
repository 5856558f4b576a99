"""People."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from worgl.core.ids import new_id
from worgl.core.limits import NAME_MAX
from worgl.identity.rules import DIGEST_LENGTH, EMAIL_MAX, Theme


class PersonManager(BaseUserManager["Person"]):
    """Finds people by what they sign in with."""

    def get_by_natural_key(self, username: str | None) -> Person:
        """Return the person with an e-mail address, in whatever case it was typed."""
        return self.get(email=(username or "").strip().lower())


class Person(AbstractBaseUser):
    """A human being who can sign in. `is_staff` marks an operator.

    `language` "" is the browser's choice; `read_in` is the language of the pages they signed up or last signed in
    on, "" when that was never seen.
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
    """How a person looks, drawn anew from what he sent; `digest` is the SHA-256 of `content` and its address."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="picture")
    digest = models.CharField(max_length=DIGEST_LENGTH, db_index=True)
    content = models.BinaryField()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"picture of {self.person_id}"
