"""Django's settings, made of what `bulou.config.env` reads; docs/settings.md explains each of those values."""

from pathlib import Path
from urllib.parse import urlsplit

from bulou.config.database import database
from bulou.config.email import email, mailbox
from bulou.config.env import Environment

env = Environment.load()

# The node

BULOU_HOME = env.path("BULOU_HOME")
BULOU_FILES = BULOU_HOME / "files"  # blobs under their hash
BULOU_KEY_FILE = env.path("BULOU_KEY_FILE")
BULOU_JOURNAL_KEY_FILE = env.path("BULOU_JOURNAL_KEY_FILE")
BULOU_EXCHANGE_KEY_FILE = env.path("BULOU_EXCHANGE_KEY_FILE")
BULOU_BASE_URL = env.text("BULOU_BASE_URL").rstrip("/")
BULOU_NODE_NAME = env.text("BULOU_NODE_NAME")
BULOU_CONTACT = env.text("BULOU_CONTACT")
BULOU_ICP = env.text("BULOU_ICP")
BULOU_METRICS_TOKEN = env.secret("BULOU_METRICS_TOKEN")
BULOU_CLAMD = env.text("BULOU_CLAMD")
BULOU_FINDER_VERIFIER = env.text("BULOU_FINDER_VERIFIER")
BULOU_DEMO = env.flag("BULOU_DEMO")
BULOU_TRUSTED_PROXY = env.flag("BULOU_TRUSTED_PROXY")
BULOU_UNKNOWN_SETTINGS = env.unknown()

SECRET_KEY = env.secret("BULOU_SECRET_KEY")  # empty until `bulou init`; Django then refuses to sign anything
BULOU_SECRET_KEY_SET = bool(SECRET_KEY)
DEBUG = env.flag("BULOU_DEBUG")

_base = urlsplit(BULOU_BASE_URL)
_https = _base.scheme == "https"
ALLOWED_HOSTS = sorted(
    {"127.0.0.1", "localhost", "[::1]", _base.hostname or "localhost", *env.items("BULOU_ALLOWED_HOSTS")}
)

# What is installed, and in which order a request passes

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "csp",
    "django_htmx",
    "bulou.config",
    "bulou.records",
    "bulou.entrypoints",
    "bulou.entrypoints.portal",
    "bulou.entrypoints.desk",
    "bulou.entrypoints.law",
]
MIDDLEWARE = [
    "bulou.entrypoints.portal.metrics.Count",
    "bulou.entrypoints.api.first.ApiFirst",  # reports go in before everything that pages need
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "bulou.entrypoints.language.LanguageLink",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "bulou.entrypoints.unspeakable.UnspeakablePaths",
]
ROOT_URLCONF = "bulou.config.urls"
WSGI_APPLICATION = "bulou.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent.parent / "entrypoints" / "templates"],  # before allauth's own pages
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "bulou.config.context.node",
            ],
        },
    }
]

# Where things are kept

DATABASES = {
    "default": database(env.secret("BULOU_DATABASE_URL")),
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    # Rate limits must count the same in every process, so the cache is where all of them can see it.
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "bulou_cache"},
}
FILE_UPLOAD_PERMISSIONS = 0o600
# What is undisclosed does not touch the disk before it is encrypted, and is never whole in memory.
FILE_UPLOAD_HANDLERS = ["bulou.entrypoints.uploaded.EncryptingHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024  # above every field's own ceiling, which answers at the field

# Who may sign in

AUTH_USER_MODEL = "records.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"
ACCOUNT_ADAPTER = "bulou.config.accounts.Adapter"
ACCOUNT_FORMS = {
    "login": "bulou.config.signing_in.SignInForm",
    "reset_password": "bulou.config.signing_in.ForgottenForm",
    "reset_password_from_key": "bulou.config.signing_in.NewPasswordForm",
    "change_password": "bulou.config.signing_in.OtherPasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # one joins by invitation, and the invitation has reached the address
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = False
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BULOU_TRUSTED_PROXY else 0

# Language and time

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [Path(__file__).parent.parent / "locale"]
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

# What the browser is told

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True  # no collecting step: the files in the package are the files that are served
WHITENOISE_MAX_AGE = 3600
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "manifest-src": ["'self'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if _https else 0
# The proxy sends http to https (W008); names beside and above ours are not ours to bind (W005, W021); that a node without
# https sends its cookies in clear is said once, in our own words (W004, W012, W016: `checks.address_is_safe`).
SILENCED_SYSTEM_CHECKS = [f"security.W{number:03}" for number in (4, 5, 8, 12, 16, 21)]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BULOU_TRUSTED_PROXY else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _https
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_FAILURE_VIEW = "bulou.entrypoints.portal.errors.csrf_failure"
CSRF_TRUSTED_ORIGINS = [f"{_base.scheme}://{_base.netloc}"]

# Mail and the log

vars().update(email(env.secret("BULOU_EMAIL_URL"), files=BULOU_HOME / "mail"))
BULOU_MAIL_RATE = env.number("BULOU_MAIL_RATE")
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("BULOU_EMAIL_FROM")
BULOU_EMAIL_REPLY_TO = env.text("BULOU_EMAIL_REPLY_TO")
BULOU_MAILBOX = mailbox(env.secret("BULOU_IMAP_URL"))
BULOU_MAIL_IN = BULOU_MAILBOX is not None
BULOU_IMAP_DONE = env.text("BULOU_IMAP_DONE")
BULOU_IMAP_ORGANISATION = env.text("BULOU_IMAP_ORGANISATION")
BULOU_OPENPGP_KEY_FILE = env.path("BULOU_OPENPGP_KEY_FILE") if env.text("BULOU_OPENPGP_KEY_FILE") else None
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"bulou": {"level": "INFO"}},
}
