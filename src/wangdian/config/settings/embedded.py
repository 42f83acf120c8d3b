"""Settings of one machine: SQLite and photos in a folder of its own, unless the environment says otherwise."""

import os
import secrets
from pathlib import Path

import dj_database_url
from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

ROOT = Path(__file__).resolve().parents[4]
VAR = Path(os.environ.get("WANGDIAN_VAR", ROOT / "var"))
SECRET_KEY_FILE = None if os.environ.get("WANGDIAN_SECRET_KEY") else VAR / "secret.key"


def _secret() -> str:
    """The key from the environment or the data folder; else a new one, kept once a bank is opened, not before."""
    if SECRET_KEY_FILE is None:
        return os.environ["WANGDIAN_SECRET_KEY"]
    return SECRET_KEY_FILE.read_text() if SECRET_KEY_FILE.exists() else secrets.token_urlsafe(64)


SECRET_KEY = _secret()
DEBUG = False
DEMO = os.environ.get("WANGDIAN_DEMO") == "1"
ALLOWED_HOSTS = os.environ.get("WANGDIAN_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
TRUSTED_PROXIES = [name.strip() for name in os.environ.get("WANGDIAN_TRUSTED_PROXIES", "").split(",") if name.strip()]
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("WANGDIAN_ORIGINS", "").split(",") if o]

DOMAIN_APPS = ["journal", "people", "outlets", "assets", "standards", "evidence", "findings", "work", "reports"]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "wangdian.config.apps.WiringConfig",
    *(f"wangdian.apps.{name}.apps.{name.capitalize()}Config" for name in DOMAIN_APPS),
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "wangdian.entrypoints.web.gate.RefuseOddInput",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "wangdian.entrypoints.web.middleware.KnowActor",
    "wangdian.entrypoints.web.gate.LimitSessions",
    "wangdian.entrypoints.web.middleware.LanguageOfPerson",
    "wangdian.entrypoints.web.gate.RequireLogin",
    "wangdian.entrypoints.web.middleware.ShowRefusals",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
    "wangdian.entrypoints.web.middleware.ShowWayBack",
]
ROOT_URLCONF = "wangdian.config.urls"
ASGI_APPLICATION = "wangdian.config.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "src/wangdian/entrypoints/web"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "wangdian.entrypoints.web.frame.context.frame",
            ],
            "libraries": {"wangdian": "wangdian.entrypoints.web.frame.tags"},
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    },
]

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("WANGDIAN_DATABASE_URL", f"sqlite:///{VAR / 'wangdian.sqlite3'}"), conn_max_age=0,
    ),
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["ENGINE"] = "wangdian.adapters.queued_sqlite"
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536; PRAGMA foreign_keys=ON"
        ),
    }

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
     "OPTIONS": {"user_attributes": ("login", "name", "email")}},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = "username"  # what Django's login form sends, whatever the account's field is called
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # or a stranger could keep a door shut for ever
AXES_DISABLE_ACCESS_LOG = True  # logins are in the audit log, by number
AXES_LOCKOUT_CALLABLE = "wangdian.entrypoints.web.login.views.locked_out"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "password"]
AXES_VERBOSE = False

SESSION_ENGINE = "wangdian.apps.people.sessions"
SESSION_COOKIE_AGE = 12 * 3600  # seconds since the login, however busy it is
SESSIONS_A_PERSON = 5  # the oldest ends when one more begins
SESSION_IDLE_MINUTES = int(os.environ.get("WANGDIAN_IDLE_MINUTES", "60"))
SESSION_IDLE_ROLES = ["administrator", "head_office", "branch_manager", "auditor"]  # who sit at a desk
SESSION_SAVE_EVERY_REQUEST = False
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "wangdian.entrypoints.web.refused.views.too_old"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = os.environ.get("WANGDIAN_TLS") == "1"
SECURE_SSL_REDIRECT = False
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "media-src": [SELF, "blob:"],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    },
}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LOCALE_PATHS = sorted((ROOT / "src/wangdian/locale").glob("*"))
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
STATICFILES_DIRS = [ROOT / "build/static"] if (ROOT / "build/static").exists() else []
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

PHOTOS = Path(os.environ.get("WANGDIAN_PHOTOS", VAR / "photos"))
UPLOADS = VAR / "uploads"
WAIVER_DAYS = {"critical": 7, "high": 30, "medium": 90, "low": 180}
"""For how many days a finding may be waived at most, by its severity; a proposal that a bank may change."""
BORDERS = Path(os.environ["WANGDIAN_BORDERS"]) if os.environ.get("WANGDIAN_BORDERS") else None
"""Borders that the map of outlets shows (GeoJSON, WGS 84); none is delivered."""
CATALOGUE = Path(os.environ.get("WANGDIAN_CATALOGUE", ROOT / "catalogue"))
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

SMTP_PORTS = {"none": "25", "starttls": "587", "ssl": "465"}
"""The usual port by how the way to the mail server is sealed (RFC 5321, RFC 6409, RFC 8314)."""
EMAIL_BACKEND = os.environ.get("WANGDIAN_EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
EMAIL_HOST = os.environ.get("WANGDIAN_SMTP_HOST", "")
EMAIL_TLS = os.environ.get("WANGDIAN_EMAIL_TLS", "none")
if EMAIL_TLS not in SMTP_PORTS:
    raise SystemExit("WANGDIAN_EMAIL_TLS must be starttls, ssl or none")
EMAIL_USE_TLS, EMAIL_USE_SSL = EMAIL_TLS == "starttls", EMAIL_TLS == "ssl"
EMAIL_PORT = int(os.environ.get("WANGDIAN_SMTP_PORT", SMTP_PORTS[EMAIL_TLS]))
EMAIL_HOST_USER = os.environ.get("WANGDIAN_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("WANGDIAN_SMTP_PASSWORD", "")
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("WANGDIAN_MAIL_FROM", "wangdian@localhost")
PUBLIC_URL = os.environ.get("WANGDIAN_URL", "http://127.0.0.1:8000")
ROBOT_SITES = "https://qyapi.weixin.qq.com,https://oapi.dingtalk.com,https://open.feishu.cn"
OUT_SITES = [site.strip() for site in os.environ.get("WANGDIAN_OUT", ROBOT_SITES).split(",") if site.strip()]
"""Scheme, host and port of every site that robots and webhooks may be sent to; nothing else is ever spoken to."""
OUT_PROXY = os.environ.get("WANGDIAN_OUT_PROXY", "")

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
SILENCED_SYSTEM_CHECKS: list[str] = []
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
