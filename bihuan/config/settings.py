"""Every switch of the house, as explicit tuples: what is not named here does not run.

Environment: BIHUAN_VAR (folder for data, default var/), DATABASE_URL, BIHUAN_ORIGIN (the public
address, https://… turns on secure cookies), BIHUAN_HOSTS (comma-separated host names), BIHUAN_DEBUG.
"""

import os
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from bihuan.config.database import database_from
from bihuan.config.secret import secret_key

ROOT = Path(__file__).resolve().parents[2]
VAR = Path(os.environ.get("BIHUAN_VAR") or ROOT / "var").absolute()
VAR.mkdir(parents=True, exist_ok=True)
DEBUG = os.environ.get("BIHUAN_DEBUG") == "1"


# --- the house ---------------------------------------------------------------------------------
ROOMS = (
    "bihuan.rooms.registers",
    "bihuan.rooms.batches",
    "bihuan.rooms.verification",
    "bihuan.rooms.record",
    "bihuan.rooms.problems",
    "bihuan.rooms.charter",
)

INSTALLED_APPS = (
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "bihuan.people",
    "bihuan.rules",
    "bihuan.jobs",
    "bihuan.web",
    "bihuan.ledger",
    "bihuan.files",
    "bihuan.search",
    "bihuan.notices",
    "bihuan.matters",
    "bihuan.exchange",
    *ROOMS,
)

# Each kind of matter, as dotted "module.NAME" of its table of acts.
KINDS: tuple[str, ...] = (
    "bihuan.rooms.charter.kind.PEOPLE",
    "bihuan.rooms.charter.kind.RULES",
    "bihuan.rooms.registers.kind.REGISTER",
    "bihuan.rooms.problems.kind.PROBLEM",
    "bihuan.rooms.measures.kind.KINDS",
    "bihuan.exchange.importing.kind.IMPORT",
)

# (name of the job, dotted handler): handler(run: bihuan.jobs.run.Run) -> None
JOBS: tuple[tuple[str, str], ...] = (
    ("jobs.tidy", "bihuan.jobs.tidy.tidy"),
    ("matters.sweep", "bihuan.matters.upkeep.sweep.sweep"),
    ("matters.name_anew", "bihuan.matters.upkeep.sweep.name_anew"),
    ("notices.tidy", "bihuan.notices.forget.tidy"),
    ("matters.reckon", "bihuan.matters.upkeep.reckon.reckon_again"),
    ("exchange.import", "bihuan.exchange.importing.commit.run_job"),
    ("exchange.verify", "bihuan.exchange.verifying.job.run_job"),
    ("exchange.undo", "bihuan.exchange.importing.undo.run_job"),
)

# (job, "every:SECONDS" or "daily:HH:MM" in UTC): queued by the worker itself, never twice for one moment.
RECURRING: tuple[tuple[str, str], ...] = (
    ("jobs.tidy", "daily:18:30"),
    ("exchange.verify", "daily:19:00"),
    ("matters.sweep", "daily:17:00"),
    ("notices.tidy", "daily:18:45"),
)

# Called by `bin/run` after migrating, in this order: hook(empty: bool) -> list of lines to show.
PREPARE: tuple[str, ...] = (
    "bihuan.exchange.demonstration.load.prepare",
    "bihuan.matters.setup.first_administrator.prepare_empty",
)

# --- where things are --------------------------------------------------------------------------
DATABASES = {"default": database_from(os.environ.get("DATABASE_URL"), var=VAR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FILES_ROOT = VAR / "files"
STATIC_ROOT = VAR / "static"
STATIC_URL = "/static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 3600

ROOT_URLCONF = "bihuan.config.urls"
WSGI_APPLICATION = "bihuan.config.wsgi.application"

# --- pages -------------------------------------------------------------------------------------
MIDDLEWARE = (
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "bihuan.web.parts.PartsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "bihuan.web.language.LanguageMiddleware",
    "bihuan.web.browser.BrowserMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "bihuan.web.refusals.CalmMiddleware",
    "axes.middleware.AxesMiddleware",
    "bihuan.rules.pinning.PinnedMiddleware",
)
CSRF_FAILURE_VIEW = "bihuan.web.refusals.csrf"
AXES_LOCKOUT_CALLABLE = "bihuan.web.refusals.locked_out"

# What stands in the rail of every page: functions (request) -> list[bihuan.web.pieces.NavItem].
NAV: tuple[str, ...] = (
    "bihuan.matters.pages.nav.items",
    "bihuan.rooms.verification.nav.items",
    "bihuan.rooms.registers.nav.items",
    "bihuan.rooms.batches.nav.items",
    "bihuan.rooms.record.nav.items",
    "bihuan.rooms.charter.nav.items",
)
TODAY: tuple[str, ...] = ("bihuan.rooms.record.nav.glances", "bihuan.rooms.registers.nav.glances")
"""What stands on the first page beside what is to be done: functions (request) -> list of Glance."""
FIRST_STEPS = "bihuan.rooms.registers.nav.first_steps"
"""What is still to be set up before work can begin: (request) -> list of Step, nothing once it has begun."""
SEARCH_URL = "/search/"

TEMPLATES: list[dict[str, Any]] = [
    {
        "NAME": "pages",
        "BACKEND": "bihuan.web.engine.Pages",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "bihuan.web.engine.environment",
            "context_processors": [
                "bihuan.web.context.page",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]
# Texts are bihuan.core.words.text.Text, chosen by the person's language; Django's own catalogue serves
# only its validation messages.
USE_I18N = True
LANGUAGE_CODE = "zh-hans"
LANGUAGES = (("zh-hans", "中文"), ("en", "English"))
USE_TZ = True
TIME_ZONE = "UTC"
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

# --- who one is --------------------------------------------------------------------------------
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = (
    "axes.backends.AxesStandaloneBackend",
    "bihuan.people.signed_in.SignedInBackend",
)
PASSWORD_HASHERS = ("django.contrib.auth.hashers.Argon2PasswordHasher",)
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/sign-in"
LOGIN_REDIRECT_URL = "/"

# Five wrong passwords for one name from one address: half an hour's rest for that pair.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.5
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_HTTP_RESPONSE_CODE = 429

SECRET_KEY = secret_key(VAR / "secret_key")
SESSION_ENGINE = "bihuan.web.sessions"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_NAME = "bihuan_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "bihuan_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- what a browser may do ---------------------------------------------------------------------
ORIGIN = os.environ.get("BIHUAN_ORIGIN", "").rstrip("/")
ALLOWED_HOSTS = [
    *("127.0.0.1", "localhost", "[::1]"),
    *(host for host in os.environ.get("BIHUAN_HOSTS", "").split(",") if host),
]
CSRF_TRUSTED_ORIGINS = [ORIGIN] if ORIGIN else []
if ORIGIN.startswith("https://"):
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 180 * 24 * 3600
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

# --- what it says ------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django": {"handlers": [], "level": "WARNING"}, "axes": {"level": "ERROR"}},
}
