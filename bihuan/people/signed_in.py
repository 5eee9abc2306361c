"""The user of a session: Django's own backend, with one statement in plain SQL for every page."""

from django.contrib.auth.backends import ModelBackend

from bihuan.people.models import User
from bihuan.people.plain import columns, first, made


class SignedInBackend(ModelBackend):
    """By name and password."""

    def get_user(self, user_id: int) -> User | None:
        """The user of a session, unless barred since."""
        row = first(f"SELECT {columns(User, 'u')} FROM people_user u WHERE u.id = %s", [user_id])
        user = made(User, row) if row else None
        return user if user and self.user_can_authenticate(user) else None
