"""Accounts of staff, the sites where they work, and in which role."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from pratique.foundation.numbers import new_number


def new_user_number() -> str:
    """A number for a member of staff."""
    return new_number("U")


def new_site_number() -> str:
    """A number for a site."""
    return new_number("S")


class UserManager(BaseUserManager["User"]):
    """Finds people by their address, whatever its case: addresses are kept in lower case."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser):
    """A member of staff who signs in."""

    number = models.CharField(max_length=16, unique=True, default=new_user_number, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=8, default="en")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="user_email_in_lower_case"),
        ]

    def __str__(self) -> str:
        return self.number

    def get_full_name(self) -> str:
        return self.name


class Site(models.Model):
    """A place where the organization examines, treats or accompanies people."""

    number = models.CharField(max_length=16, unique=True, default=new_site_number, editable=False)
    name = models.CharField(max_length=200)
    zone = models.CharField(max_length=64, help_text="IANA name of the time zone, for example Africa/Nairobi")
    country = models.CharField(max_length=3, help_text="ISO 3166-1 alpha-3")
    is_active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.number


class Assignment(models.Model):
    """One person's role at one site, from a day until a day."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="assignments")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="assignments")
    role = models.CharField(max_length=32)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "site", "role"], condition=models.Q(ends_on=None), name="assignment_once_while_open"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("starts_on")),
                name="assignment_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.site_id}"


class SignInLink(models.Model):
    """A one-time link by which a new member of staff sets a password; only its digest is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sign_in_links")
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"link for {self.user_id}"
