"""Every switch of the house, as explicit tuples: what is not named here does not run.

Environment: BIHUAN_VAR (folder for data, default var/), DATABASE_URL, BIHUAN_ORIGIN (the public
address, https://… turns on secure cookies and HSTS), BIHUAN_HOSTS (further names, comma-separated),
BIHUAN_PROXIES (addresses and networks of the proxies before it), BIHUAN_IDLE_MINUTES (a sign-in nobody uses
ends, 120), BIHUAN_ONE_TIME_HOURS (a one-time password holds so long, 72), BIHUAN_TRACE_DAYS (what is kept of
signing in, 30), BIHUAN_SECURITY_LOG (a file for security events), BIHUAN_DISK_LOW_MB (/healthz notes a disk
with less room than this; a twentieth of it, at least 500), BIHUAN_HEADS (a file or folder on another disk or
a share, to which each day's head is added), BIHUAN_SIGNING_KEY (a file elsewhere than the data, with the key
that signs heads and exports), BIHUAN_DEBUG.
"""

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.http.request import split_domain_port

from bihuan.config.database import database_from
from bihuan.config.environment import count, networks, security_log
from bihuan.config.private import keep_private
from bihuan.config.secret import secret_key

ROOT = Path(__file__).resolve().parents[2]
VAR = Path(os.environ.get("BIHUAN_VAR") or ROOT / "var").absolute()
HOLD = VAR / "hold"
"""Whoever serves from `var/`, or changes tables, has this file locked (config/hold.py)."""
DEBUG = os.environ.get("BIHUAN_DEBUG") == "1"


# --- the house ---------------------------------------------------------------------------------
ROOMS = (
    "bihuan.rooms.registers",
    "bihuan.rooms.batches",
    "bihuan.rooms.verification",
    "bihuan.rooms.record",
    "bihuan.rooms.problems",
    "bihuan.rooms.charter",
    "bihuan.rooms.access",
    "bihuan.rooms.wall",
)

INSTALLED_APPS = (
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.staticfiles",
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
    ("web.tidy", "bihuan.web.tidying.tidy"),
    ("matters.sweep", "bihuan.matters.upkeep.sweep.sweep"),
    ("matters.name_anew", "bihuan.matters.upkeep.sweep.name_anew"),
    ("notices.tidy", "bihuan.notices.forget.tidy"),
    ("matters.reckon", "bihuan.matters.upkeep.reckon.reckon_again"),
    ("exchange.import", "bihuan.exchange.importing.commit.run_job"),
    ("exchange.verify", "bihuan.exchange.verifying.job.run_job"),
    ("exchange.undo", "bihuan.exchange.importing.undo.run_job"),
    ("ledger.heads", "bihuan.ledger.publishing.run_job"),
)

# (job, "every:SECONDS" or "daily:HH:MM" in UTC): queued by the worker itself, never twice for one moment.
RECURRING: tuple[tuple[str, str], ...] = (
    ("jobs.tidy", "daily:18:30"),
    ("web.tidy", "daily:18:40"),
    ("exchange.verify", "daily:19:00"),
    ("matters.sweep", "daily:17:00"),
    ("notices.tidy", "daily:18:45"),
    ("ledger.heads", "every:3600"),
)

# Called by `bin/run` after migrating, in this order: hook(empty: bool) -> list of lines to show.
PREPARE: tuple[str, ...] = (
    "bihuan.exchange.demonstration.load.prepare",
    "bihuan.matters.setup.first_administrator.prepare_empty",
    "bihuan.matters.upkeep.reckon.prepare",
)

# --- where things are --------------------------------------------------------------------------
DATABASES = {"default": database_from(os.environ.get("DATABASE_URL"), var=VAR)}
keep_private(VAR, DATABASES)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FILES_ROOT = VAR / "files"
DISK_LOW = int(os.environ["BIHUAN_DISK_LOW_MB"]) * 1_000_000 if os.environ.get("BIHUAN_DISK_LOW_MB") else None
# Named by the environment alone: a path typed into a page would let its author write anywhere on the machine.
HEADS = os.environ.get("BIHUAN_HEADS", "")
SIGNING_KEY = os.environ.get("BIHUAN_SIGNING_KEY", "")
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
    "bihuan.web.proxies.ProxyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "bihuan.web.storing.NoStoreMiddleware",
    "bihuan.web.parts.PartsMiddleware",
    "bihuan.web.told.ToldMiddleware",
    "bihuan.web.drafts.DraftsMiddleware",
    "bihuan.web.sessions.SessionMiddleware",
    "bihuan.web.language.LanguageMiddleware",
    "bihuan.web.browser.BrowserMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "bihuan.web.refusals.CalmMiddleware",
    "bihuan.web.room.RoomMiddleware",
    "bihuan.matters.pages.recorded.RecordedMiddleware",
    "bihuan.rules.pinning.PinnedMiddleware",
)
FORMS_AT_ONCE = 3  # of each process of pages: one less than it has threads
CSRF_FAILURE_VIEW = "bihuan.web.refusals.csrf"

# What stands in the rail of every page: functions (request) -> list[bihuan.web.pieces.NavItem].
NAV: tuple[str, ...] = (
    "bihuan.matters.pages.nav.items",
    "bihuan.rooms.verification.nav.items",
    "bihuan.rooms.registers.nav.items",
    "bihuan.rooms.batches.nav.items",
    "bihuan.rooms.record.nav.items",
    "bihuan.rooms.charter.nav.items",
    "bihuan.rooms.wall.nav.items",
    "bihuan.rooms.access.nav.administration",
    "bihuan.rooms.charter.nav.mine",
    "bihuan.rooms.access.nav.items",
)
TODAY: tuple[str, ...] = ("bihuan.rooms.record.nav.glances", "bihuan.rooms.registers.nav.glances")
"""What stands on the first page beside what is to be done: functions (request) -> list of Glance."""
FIRST_STEPS = "bihuan.rooms.registers.nav.first_steps"
"""What is still to be set up before work can begin: (request) -> list of Step, nothing once it has begun."""
PRINTED_FOOT = "bihuan.rooms.record.nav.printed_foot"
"""What stands at the end of every printed page: (request) -> Text, or None for nothing."""
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
AUTHENTICATION_BACKENDS = ("bihuan.people.signed_in.SignedInBackend",)
PASSWORD_HASHERS = ("django.contrib.auth.hashers.Argon2PasswordHasher",)
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "bihuan.people.passwords.OwnWords"},
    {"NAME": "bihuan.people.passwords.LongEnough"},
    {"NAME": "bihuan.people.passwords.NotCommon"},
]
LOGIN_URL = "/sign-in"
LOGIN_REDIRECT_URL = "/"

ONE_TIME_HOURS = count("BIHUAN_ONE_TIME_HOURS", 72, least=1, most=720)
TRACE_DAYS = count("BIHUAN_TRACE_DAYS", 30, least=1, most=180)
ORIGIN = os.environ.get("BIHUAN_ORIGIN", "").rstrip("/")
HTTPS = ORIGIN.startswith("https://")
COOKIE_PREFIX = "__Host-" if HTTPS else ""

SECRET_KEY = secret_key(VAR / "secret_key")
SESSION_ENGINE = "bihuan.web.sessions"
# A working day has two halves with a long noon between (08:30-12:00, 14:30-18:00): a sign-in lasts for one of
# them, and a desk that nobody sits at ends it.
SESSION_COOKIE_AGE = 8 * 3600
SESSION_IDLE = 60 * count("BIHUAN_IDLE_MINUTES", 120, least=10, most=480)
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}bihuan_session"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}bihuan_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "bihuan.web.cookies.Said"

# --- what a browser may do ---------------------------------------------------------------------
# Who asks, and whether by https, is told by the proxies that are named here, and by nobody else.
PROXIES = networks("BIHUAN_PROXIES")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
ALLOWED_HOSTS = [
    *("127.0.0.1", "localhost", "[::1]"),
    *filter(None, os.environ.get("BIHUAN_HOSTS", "").split(",")),
    *filter(None, [split_domain_port(urlsplit(ORIGIN).netloc)[0]]),
]
CSRF_TRUSTED_ORIGINS = [ORIGIN] if ORIGIN else []
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
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "bihuan.web.uploads.LargeFile",
]

# --- what it says ------------------------------------------------------------------------------
SECURITY_LOG = os.environ.get("BIHUAN_SECURITY_LOG", "")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"},
        "bare": {"format": "%(message)s"},
    },
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line"},
        "security": {**security_log(SECURITY_LOG), "formatter": "bare"},
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING"},
        "bihuan.security": {"handlers": ["security"], "level": "INFO", "propagate": False},
    },
}
