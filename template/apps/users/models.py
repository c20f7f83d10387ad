"""People, who sign in with their e-mail address."""

from typing import Any, ClassVar, override

from django.contrib.auth.models import (
    AbstractBaseUser,
    BaseUserManager,
    PermissionsMixin,
)
from django.db import models
from django.utils import timezone


class UserManager(BaseUserManager["User"]):
    """Creates people, and finds them whatever the case of their address."""

    def create_user(
        self, email: str, password: str | None = None, **fields: Any
    ) -> "User":
        """Save a new person; without a password nobody can sign in as them."""
        user = self.model(email=User.normalize_username(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(
        self, email: str, password: str | None = None, **fields: Any
    ) -> "User":
        """Save a new person who may do everything."""
        return self.create_user(
            email, password, **fields, is_staff=True, is_superuser=True
        )

    @override
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=User.normalize_username(username or ""))


class User(AbstractBaseUser, PermissionsMixin):
    """A person, known by an address that is stored in lower case."""

    email = models.EmailField(
        unique=True, error_messages={"unique": "Somebody has this address already."}
    )
    name = models.CharField(max_length=150, blank=True)
    is_staff = models.BooleanField(
        "staff", default=False, help_text="May sign in to the admin site."
    )
    is_active = models.BooleanField(
        "active", default=True, help_text="Clear this instead of deleting the person."
    )
    date_joined = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    @override
    @classmethod
    def normalize_username(cls, username: str) -> str:
        return super().normalize_username(username).strip().lower()

    def get_full_name(self) -> str:
        """Give the name, which the admin site shows beside the address."""
        return self.name
