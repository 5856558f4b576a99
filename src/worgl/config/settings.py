"""Django settings, all derived from `env.SETTINGS`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from worgl.config import addresses, env, networks
from worgl.core import limits


def site_address(text: str) -> str:
    """Return the site's address as browsers write it: in small letters, without the port that goes without saying.

    >>> site_address("HTTPS://Coins.Example.org:443/"), site_address("https://coins.example.org:8443")
    ('https://coins.example.org', 'https://coins.example.org:8443')
    """
    parts = urlsplit(text.lower())
    usual = {"https": ":443", "http": ":80"}[parts.scheme]
    return f"{parts.scheme}://{parts.netloc.removesuffix(usual)}"


def origins(told: str, *, site: str) -> list[str]:
    """Return from where forms may come: the site's address, and the other names it is told to answer to.

    A web server in front may hand on a name without the port, or with one that browsers leave out: then the name a
    request came under says too little.

    >>> origins("coins.example.org, .example.net", site="https://coins.example.org:8443")
    ['https://*.example.net:8443', 'https://coins.example.org:8443']
    """
    parts = urlsplit(site)
    port = f":{parts.port}" if parts.port else ""
    names = [name for name in (each.strip().lower() for each in told.split(",")) if name]
    others = {f"{parts.scheme}://{'*' if name.startswith('.') else ''}{name}{port}" for name in names}
    return sorted({site, *others})


def hosts(told: str, *, site: str) -> list[str]:
    """Return the names of hosts the site answers to; empty means that of its own address, and this machine's."""
    own = urlsplit(site).hostname or ""
    own = f"[{own}]" if ":" in own else own
    names = [name for name in (each.strip().lower() for each in told.split(",")) if name]
    if not names:
        return sorted({own, "localhost", "127.0.0.1", "[::1]"})
    is_told = "WORGL_URL" in env.given()
    if is_told and own not in names and not any(name.startswith(".") and f".{own}".endswith(name) for name in names):
        raise env.Wrong(
            env.where("WORGL_HOSTS"), f"WORGL_HOSTS lacks {own}, the host of WORGL_URL: links would lead nowhere"
        )
    return names


Read = TypeVar("Read")


def service(name: str, read: Callable[[str], Read]) -> Read:
    """Return what the address of a service, or a file, becomes; a wrong one is refused with where it stands."""
    try:
        return read(env.read(name))
    except env.Wrong:
        raise
    except (ValueError, OSError) as error:
        raise env.Wrong(env.where(name), f"{name} {error}") from None


env.check()
HOME_IS_NEW = not env.home_path().exists()
"""Whether this process has made the data folder: commands that need one that is set up take it away again."""
HOME = env.home()
SECRET_KEY = env.secret_key()
DEBUG = env.read_bool("WORGL_DEBUG")
DEMO = env.read_bool("WORGL_DEMO")
SITE_URL = site_address(env.read("WORGL_URL"))
HTTPS = env.read_bool("WORGL_HTTPS")
ALLOWED_HOSTS = hosts(env.read("WORGL_HOSTS"), site=SITE_URL)
if HTTPS and not SITE_URL.startswith("https://"):
    raise env.Wrong(env.where("WORGL_URL"), "WORGL_URL must begin with https:// where WORGL_HTTPS is yes")
CSRF_TRUSTED_ORIGINS = origins(env.read("WORGL_HOSTS"), site=SITE_URL)

NETWORKS = service("WORGL_NETWORKS", networks.read)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    # Only its pages of tables, without looking for every app's own: see web/tables.py.
    "django.contrib.admin.apps.SimpleAdminConfig",
    "django_htmx",
    "csp",
    "worgl.core",
    "worgl.ledger",
    "worgl.identity",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "worgl.inbox",
    "allauth.socialaccount",
    "allauth.idp.oidc",
    *networks.apps(NETWORKS),
    "worgl.communities",
    "worgl.currency",
    "worgl.payments",
    "worgl.requests",
    "worgl.orders",
    "worgl.vouchers",
    "worgl.disputes",
    "worgl.imports",
    "worgl.api",
    "worgl.demo",
    "worgl.web",
]

MIDDLEWARE = [
    "worgl.web.middleware.RequestIdMiddleware",
    "worgl.web.signs.SignsMiddleware",
    # With a random length each time, so that nobody learns a secret in a page by how well it is packed.
    "worgl.web.middleware.PackingMiddleware",
    "worgl.web.middleware.RefusalMiddleware",
    "worgl.identity.middleware.AddressMiddleware",
    "worgl.web.middleware.HttpsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "worgl.identity.middleware.SessionsMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "worgl.identity.middleware.PersonMiddleware",
    "worgl.web.middleware.RequestCacheMiddleware",
]

ROOT_URLCONF = "worgl.config.urls"
WSGI_APPLICATION = "worgl.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "worgl.web.context.shell",
            ],
        },
    },
]


DATABASES = {"default": service("DATABASE_URL", lambda url: addresses.database(url, home=HOME))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"


def verification(wanted: str, *, has_mail: bool) -> str:
    """Return allauth's word for WORGL_VERIFY_EMAIL."""
    chosen = wanted or ("mandatory" if has_mail else "optional")
    if chosen not in {"mandatory", "optional"}:
        message = f"WORGL_VERIFY_EMAIL must be mandatory, optional or empty, not {chosen}"
        raise ValueError(message)
    return chosen


AUTH_USER_MODEL = "identity.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "worgl.identity.adapter.hasher.BoundedArgon2",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = verification(
    env.read("WORGL_VERIFY_EMAIL"), has_mail=bool(env.read("WORGL_EMAIL_URL")) and not DEMO
)
ACCOUNT_UNIQUE_EMAIL = True
# A person has one address; a new one takes its place when its letter was opened.
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_ADAPTER = "worgl.identity.adapter.account.AccountAdapter"
ACCOUNT_FORMS = {
    "signup": "worgl.identity.forms.SignUpForm",
    "add_email": "worgl.identity.forms.ChangeEmailForm",
    "reset_password": "worgl.identity.forms.ForgottenPasswordForm",
}
ACCOUNT_RATE_LIMITS = limits.SIGN_IN_RATES
SOCIALACCOUNT_ADAPTER = "worgl.identity.adapter.networks.NetworkAdapter"
SOCIALACCOUNT_PROVIDERS = networks.providers(NETWORKS)
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_FORMS = {"signup": "worgl.identity.forms.NetworkSignUpForm"}
# As long as a grant is kept without being used: see identity/commands/clients.py.
IDP_OIDC_REFRESH_TOKEN_EXPIRES_IN = 180 * 24 * 60 * 60
IDP_OIDC_ADAPTER = "worgl.identity.adapter.provider.ProviderAdapter"
MFA_ADAPTER = "worgl.identity.adapter.second_factor.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Phones whose clock is half a minute off still get in.
MFA_TOTP_TOLERANCE = 1
# Where addresses must be confirmed, nobody is signed in without; a new address that waits is no reason to refuse.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "authenticate": "worgl.identity.forms.CodeForm",
    "reauthenticate": "worgl.identity.forms.CodeAgainForm",
    "activate_totp": "worgl.identity.forms.FirstCodeForm",
}
PROXIES = int(env.read("WORGL_PROXIES"))
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"

SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "worgl.web.views.csrf_failure"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        # Browsers hold the redirect to a network's sign-in page against this as well.
        "form-action": [SELF, *sorted({network.origin for network in NETWORKS})],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    },
}

LANGUAGE_CODE = env.read("WORGL_LANGUAGE")
LANGUAGES = [("en", "English"), ("de", "Deutsch"), ("es", "Español"), ("fr", "Français")]
# Named here they come after those of other packages: a word of theirs is said as we say it. Which of ours is first
# decides nothing, for what stands in two of them has one translation.
LOCALE_PATHS = sorted(Path(__file__).resolve().parent.parent.glob("*/locale"))
USE_I18N = True
# Counts in templates have the marks between thousands that their reader's language has (core/counts.py).
USE_THOUSAND_SEPARATOR = True
USE_TZ = True
TIME_ZONE = "UTC"
STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
# Filled by `worgl init`, `run` and `serve`; whitenoise warns when it is missing.
STATIC_ROOT.mkdir(exist_ok=True)
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "worgl.core.statics.NamedByContent"},
}
API_REQUESTS_A_MINUTE = int(env.read("WORGL_API_RATE"))
WEBHOOKS_ANYWHERE = env.read_bool("WORGL_WEBHOOKS_ANYWHERE")
API_GUESSES_A_MINUTE = int(env.read("WORGL_API_GUESSES"))
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
CACHES = {
    "default": {"BACKEND": "worgl.core.cache.HonestCache", "LOCATION": "core_cache"},
}


globals().update(service("WORGL_EMAIL_URL", addresses.mail))
PUSH_KEY, PUSH_KEY_PATH = env.read("WORGL_PUSH_KEY"), HOME / "push.key"
PUSH_PRIVATE = env.read_bool("WORGL_PUSH_PRIVATE")
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.read("WORGL_EMAIL_FROM")
LOG_REQUESTS = env.read_bool("WORGL_LOG_REQUESTS")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s [%(request_id)s] %(message)s"}},
    "filters": {
        "route": {"()": "worgl.web.signs.RouteOnly"},
        "request": {"()": "worgl.core.requestid.RequestIds"},
    },
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["route", "request"]},
    },
    # What strangers try is no fault of the node: it is answered, and not worth a traceback each.
    "loggers": {"django.security.DisallowedHost": {"level": "CRITICAL"}},
    "root": {"handlers": ["stderr"], "level": env.read("WORGL_LOG_LEVEL")},
}
