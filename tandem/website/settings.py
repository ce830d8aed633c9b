"""Django's settings. What an operator may change comes from the environment, through `env`."""

import os

import tandem
from tandem.access.keys import Keyring
from tandem.organisation.mail import PATIENCE_SECONDS, Tls
from tandem.website.env import site
from tandem.website.identity import HAS_SAML
from tandem.website.limits import LIMITS
from tandem.website.logs import FORMS

SITE = site(os.environ)
KEYRING = Keyring.read(SITE.key_file)
SECRET_KEY = KEYRING.derived("django").hex()
VERSION = tandem.__version__

DEBUG = False
ALLOWED_HOSTS = list(SITE.hosts)
CSRF_TRUSTED_ORIGINS = [SITE.url] if SITE.url else []
ROOT_URLCONF = "tandem.website.urls"
WSGI_APPLICATION = "tandem.website.wsgi.application"

INSTALLED_APPS = [
    "tandem.website",  # first: its pages go before those that allauth brings
    "django.contrib.auth",  # allauth needs its tables; nobody is given a Django group
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_cotton.apps.SimpleAppConfig",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "tandem.access",
    "tandem.organisation",
    "tandem.partnership",
    "tandem.rooms.today",
    "tandem.rooms.pairs",
    "tandem.rooms.charters",
    "tandem.rooms.visions",
    "tandem.rooms.goals",
    "tandem.rooms.role_reviews",
    "tandem.rooms.talks",
    "tandem.rooms.commitments",
    "tandem.rooms.signals",
    "tandem.rooms.areas",
    "tandem.rooms.people",
    "tandem.rooms.absences",
    "tandem.rooms.company",
    "tandem.rooms.mail",
    "tandem.rooms.ownership",
    "tandem.rooms.outcomes",
    "tandem.rooms.heads_ups",
    "tandem.rooms.openness",
    "tandem.rooms.escalations",
    "tandem.bridge",
    "tandem.demo",
]
if HAS_SAML:
    INSTALLED_APPS.insert(
        INSTALLED_APPS.index("allauth.mfa"), "allauth.socialaccount.providers.saml"
    )
MIDDLEWARE = [
    "tandem.website.middleware.numbered",
    "tandem.website.metrics.counted",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # form tokens are masked anew in every answer
    "tandem.website.middleware.signed_in_pages_stay_private",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "csp.middleware.CSPMiddleware",
    "tandem.website.middleware.only_uploads_are_large",
    "django.middleware.common.CommonMiddleware",
    "tandem.website.middleware.own_forms_name_their_origin",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "tandem.website.middleware.asks_again",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "tandem.website.middleware.clock",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "tandem.website.context.page",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": ["django_cotton.templatetags.cotton"],
        },
    }
]
COTTON_DIR = "cotton"
COTTON_ISOLATE_BY_DEFAULT = True  # a component sees what it is given, not the page around it

DATABASES = {"default": SITE.database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Signed-in pages live under one prefix, and their cookies with them: answer pages lie outside.
SIGNED_IN = "/app/"
SESSION_ENGINE = "tandem.access.sessions"
SESSION_COOKIE_NAME = "tandem"
SESSION_COOKIE_PATH = SIGNED_IN
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = SITE.is_https
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_COOKIE_NAME = "tandem_csrf"
CSRF_COOKIE_PATH = SIGNED_IN
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SECURE = SITE.is_https
CSRF_FAILURE_VIEW = "tandem.website.views.form_too_old"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "no-referrer"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SITE.is_https else None
SECURE_HSTS_SECONDS = 31536000 if SITE.is_https else 0
X_FRAME_OPTIONS = "DENY"
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

AUTH_USER_MODEL = "access.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email",)},
    },
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "today:page"
ACCOUNT_ADAPTER = "tandem.website.sign_on.ClosedDoor"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = LIMITS
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if SITE.has_proxy else 0  # docs/for_operators/behind_a_proxy.md

MFA_ADAPTER = "tandem.website.second_factor.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "tandem.website.second_factor.ProofForm",
    "reauthenticate": "tandem.website.second_factor.ProofAgainForm",
    "activate_totp": "tandem.website.second_factor.PhoneForm",
    "add_webauthn": "tandem.website.passkeys.PasskeyForm",
}
MFA_RATE_LIMITS = {"webauthn_login": "30/m/ip"}  # nothing there can be guessed
MFA_TOTP_ISSUER = "Tandem"
MFA_TOTP_TOLERANCE = 1  # half a minute either way: clocks of phones differ
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"  # so that a passkey alone is two proofs
MFA_ALLOW_UNVERIFIED_EMAIL = True  # ours come by invitation or import, and nobody types one

SOCIALACCOUNT_ADAPTER = "tandem.website.single_sign_on.KnownPeople"
SOCIALACCOUNT_PROVIDERS = SITE.identity.as_providers() if SITE.identity else {}
# By a link: where it leads then is no form's goal, which the content policy keeps on this site.
SOCIALACCOUNT_LOGIN_ON_GET = True

if SITE.mail:
    EMAIL_HOST = SITE.mail.host
    EMAIL_PORT = SITE.mail.port
    EMAIL_HOST_USER = SITE.mail.user
    EMAIL_HOST_PASSWORD = SITE.mail.password
    EMAIL_USE_TLS = SITE.mail.tls is Tls.STARTTLS
    EMAIL_USE_SSL = SITE.mail.tls is Tls.TLS
    DEFAULT_FROM_EMAIL = SITE.mail.sender
EMAIL_TIMEOUT = PATIENCE_SECONDS

LANGUAGE_CODE = "en"
USE_I18N = True
USE_TZ = True
TIME_ZONE = SITE.time_zone
DATE_FORMAT = "D j M"
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "/static/"
STATIC_ROOT = SITE.home / "static"
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_TEMP_DIR = SITE.home / "uploads"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        # Limits are counted here: with few, whoever tries many addresses pushes out their own.
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"quiet": {"()": FORMS[SITE.log]}},
    "filters": {"refused": {"()": "tandem.website.logs.RefusedIsNoFault"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "quiet",
            "filters": ["refused"],
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": []},  # its own print values
        "django.server": {"handlers": [], "propagate": True},
        # A form that comes back with its reasons is no event for the operator; a fault is.
        "django.request": {"level": "ERROR"},
    },
}
