"""The house as it is, with fast passwords and static files straight from the source."""

import os
import tempfile

os.environ.setdefault("BIHUAN_VAR", tempfile.mkdtemp(prefix="bihuan-tests-"))

from bihuan.config.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ("django.contrib.auth.hashers.MD5PasswordHasher",)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
