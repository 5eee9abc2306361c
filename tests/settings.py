"""The house as it is, with fast passwords, static files straight from their source, and nothing in var/."""

import os
import tempfile
from hashlib import sha256
from pathlib import Path

# The first process of a run makes the folder and takes it away again; the others (those of xdist, a run
# inside a test) inherit the variable.
OWNS_SHARED = "BIHUAN_TESTS_DIR" not in os.environ
if OWNS_SHARED:
    os.environ["BIHUAN_TESTS_DIR"] = tempfile.mkdtemp(prefix="bihuan-tests-")
SHARED = Path(os.environ["BIHUAN_TESTS_DIR"])
os.environ["BIHUAN_VAR"] = str(SHARED / "var")

from bihuan.config import secret  # noqa: E402
from bihuan.config.settings import *  # noqa: E402, F403

VAR.mkdir(parents=True, exist_ok=True)  # noqa: F405
SECRET_KEY = secret.keep(VAR / "secret_key", SECRET_KEY)  # noqa: F405
# Servers side by side, each on a database of its own, share the folder here.
HOLD = SHARED / f"hold-{sha256(os.environ.get('DATABASE_URL', '').encode()).hexdigest()[:16]}"

SHOW_LOOK = True
FORMS_AT_ONCE = 100  # many tests at once in one process, on slow machines
PASSWORD_HASHERS = ("django.contrib.auth.hashers.MD5PasswordHasher",)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
FILES_ROOT = Path(os.environ.get("BIHUAN_TESTS_FILES") or SHARED / "files")
DATABASES["default"]["OPTIONS"].pop("pool", None)  # noqa: F405 - a pool would hold on to dropped databases
