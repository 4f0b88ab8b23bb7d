"""The tables of people."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class StaffManager(BaseUserManager["Staff"]):
    """Finds staff by e-mail, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "Staff":
        """The person of this e-mail. Raises Staff.DoesNotExist."""
        return self.get(email=(username or "").strip().lower())


class Staff(AbstractBaseUser):
    """A person of the house with a login."""

    id = models.UUIDField(primary_key=True)
    house = models.ForeignKey("places.House", models.PROTECT, related_name="+")
    store = models.ForeignKey("places.Store", models.SET_NULL, related_name="+", null=True)
    email = models.EmailField(unique=True)
    name = models.TextField()
    role = models.TextField()
    language = models.TextField(default="")
    theme = models.TextField(default="")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    objects = StaffManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]


class StaffSession(models.Model):
    """One browser in which a person is signed in."""

    id = models.UUIDField(primary_key=True)
    staff = models.ForeignKey(Staff, models.CASCADE, related_name="sessions")
    session_key = models.TextField(unique=True)
    browser = models.TextField(default="")
    address = models.TextField(default="")
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()


class LoginAttempt(models.Model):
    """A failed login, so that guessing is slowed down. `who` is a keyed hash of the e-mail."""

    id = models.BigAutoField(primary_key=True)
    who = models.TextField()
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["who", "-at"], name="login_attempt_recent")]
