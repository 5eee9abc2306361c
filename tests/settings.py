"""The house as it is, with fast passwords, static files straight from their source, and nothing in var/."""

import os
import tempfile
from pathlib import Path

# The first process of a run makes the folder and takes it away again; the others (those of xdist, a run
# inside a test) inherit the variable.
OWNS_SHARED = "BIHUAN_TESTS_DIR" not in os.environ
if OWNS_SHARED:
    os.environ["BIHUAN_TESTS_DIR"] = tempfile.mkdtemp(prefix="bihuan-tests-")
SHARED = Path(os.environ["BIHUAN_TESTS_DIR"])
os.environ["BIHUAN_VAR"] = str(SHARED / "var")

from bihuan.config.settings import *  # noqa: E402, F403

SHOW_LOOK = True
PASSWORD_HASHERS = ("django.contrib.auth.hashers.MD5PasswordHasher",)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
FILES_ROOT = Path(os.environ.get("BIHUAN_TESTS_FILES") or SHARED / "files")
DATABASES["default"]["OPTIONS"].pop("pool", None)  # noqa: F405 - a pool would hold on to dropped databases
