"""Settings from the environment. A wrong one stops the start and names the cure.

Every setting stands in SETTINGS with one sentence; docs/for_operators/settings.md prints them,
and a test fails if one is missing there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email
from platformdirs import user_data_path

from tandem.organisation.digits import in_digits
from tandem.organisation.mail import MailServer, Tls
from tandem.website.identity import (
    HAS_SAML,
    IDENTITY_SETTINGS,
    SAML_SETTINGS,
    IdentityProvider,
    SamlProvider,
    first_line,
    is_safe,
    lone,
    read_metadata,
)

MAIL_SETTINGS = {
    "TANDEM_MAIL_HOST": "The mail server that takes mail from Tandem. Empty means no mail.",
    "TANDEM_MAIL_PORT": "Its port.",
    "TANDEM_MAIL_TLS": "starttls, tls or none: how the way there is sealed.",
    "TANDEM_MAIL_USER": "The name to sign in with at the mail server.",
    "TANDEM_MAIL_PASSWORD_FILE": "A file whose first line is the password.",
    "TANDEM_MAIL_FROM": "The address mail comes from, such as tandem@example.org.",
}
SETTINGS = {
    "TANDEM_HOME": "Folder for database, keys, snapshots and uploads.",
    "TANDEM_KEY_FILE": "Where the key file lies; best on another disk than the database.",
    "TANDEM_ANCHOR_FILE": "Where the anchor of the record lies; best on another disk, too.",
    "DATABASE_URL": "postgresql://user:password@host/name. Empty means SQLite in TANDEM_HOME.",
    "TANDEM_DATABASE_PASSWORD_FILE": "A file whose first line is the password for DATABASE_URL.",
    "TANDEM_URL": "The address people type, such as https://tandem.example.org.",
    "TANDEM_SOCKET": "A socket file to listen on for a proxy, instead of a port.",
    "TANDEM_TIME_ZONE": "The site's time zone, such as Europe/Berlin.",
    "TANDEM_LOG": "plain or json: how warnings and errors stand on standard error.",
    "TANDEM_ENGINE": "Where numbers are computed: empty for DuckDB, or spark://host:port.",
    "TANDEM_DEMO": "1 opens the invented company to everybody. Never with real people.",
    **MAIL_SETTINGS,
    **IDENTITY_SETTINGS,
    **SAML_SETTINGS,
}
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


@dataclass(frozen=True, slots=True)
class Site:
    """All settings, read and checked."""

    home: Path
    key_file: Path
    anchor_file: Path
    database: dict[str, object]
    url: str
    hosts: tuple[str, ...]
    time_zone: str
    demo: bool
    log: str = "plain"
    engine: str = ""
    mail: MailServer | None = None
    identity: IdentityProvider | SamlProvider | None = None
    database_password_file: Path | None = None
    socket: Path | None = None

    @property
    def has_proxy(self) -> bool:
        """Whether what comes has passed a proxy, which says where it came from."""
        return self.is_https or self.socket is not None

    @property
    def is_https(self) -> bool:
        return self.url.startswith("https://")


def site(env: Mapping[str, str]) -> Site:
    """Raises ImproperlyConfigured naming the setting, what is wrong and what to write."""
    home = Path(env.get("TANDEM_HOME") or user_data_path("tandem")).expanduser().absolute()
    key_file, anchor = env.get("TANDEM_KEY_FILE"), env.get("TANDEM_ANCHOR_FILE")
    url = address(env.get("TANDEM_URL", ""))
    host = urlsplit(url).hostname
    return Site(
        home=home,
        key_file=Path(key_file).expanduser().absolute() if key_file else home / "keys/tandem.key",
        anchor_file=Path(anchor).expanduser().absolute() if anchor else home / "record.anchor",
        database=database(env, home),
        database_password_file=place(env, PASSWORD_FILE),
        socket=place(env, "TANDEM_SOCKET"),
        url=url,
        hosts=(*LOOPBACK, host) if host and host not in LOOPBACK else LOOPBACK,
        time_zone=time_zone(env.get("TANDEM_TIME_ZONE", "")),
        demo=yes_or_no("TANDEM_DEMO", env.get("TANDEM_DEMO", "")),
        log=log(env.get("TANDEM_LOG", "")),
        engine=engine(env.get("TANDEM_ENGINE", "")),
        mail=mail(env),
        identity=identity(env),
    )


def place(env: Mapping[str, str], setting: str) -> Path | None:
    return Path(env[setting]).expanduser().absolute() if env.get(setting) else None


def database(env: Mapping[str, str], home: Path) -> dict[str, object]:
    url, file = env.get("DATABASE_URL", ""), place(env, PASSWORD_FILE)
    if url:
        return postgresql(url, file)
    if file:
        raise wrong(PASSWORD_FILE, "is set, and DATABASE_URL is empty", POSTGRES_EXAMPLE)
    return sqlite(home)


def sqlite(home: Path) -> dict[str, object]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": home / "tandem.sqlite3",
        "TEST": {"NAME": home / "test.sqlite3"},  # in memory, locks are not the real ones
        # IMMEDIATE makes row locks hold on SQLite: one writer at a time, in turn.
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }


def postgresql(url: str, password_file: Path | None) -> dict[str, object]:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise wrong("DATABASE_URL", f"cannot be read ({error})", POSTGRES_EXAMPLE) from error
    if parts.scheme not in ("postgresql", "postgres") or not parts.path.strip("/"):
        raise wrong("DATABASE_URL", "names no PostgreSQL database", POSTGRES_EXAMPLE)
    if parts.password and password_file:
        cure = "Keep the one, and leave the password out of DATABASE_URL."
        raise wrong(PASSWORD_FILE, "is set, and DATABASE_URL holds a password", cure)
    in_file = password_in(password_file, PASSWORD_FILE) if password_file else ""
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": in_file or unquote(parts.password or ""),
        "HOST": unquote(query.get("host", "")) or parts.hostname or "",
        "PORT": str(port or ""),
        # As many as there are threads, so nobody waits but for a database that does not answer.
        "OPTIONS": {"pool": {"min_size": 1, "max_size": 8, "timeout": 5}},
    }


PASSWORD_FILE = "TANDEM_DATABASE_PASSWORD_FILE"
POSTGRES_EXAMPLE = "Write postgresql://user:password@host/name, or leave it empty for SQLite."


def address(url: str) -> str:
    if url and (urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname):
        raise wrong("TANDEM_URL", f"is {url!r}", "Write it whole: https://tandem.example.org.")
    return url.rstrip("/")


def time_zone(name: str) -> str:
    if not name:
        return "UTC"
    if name not in available_timezones():
        raise wrong("TANDEM_TIME_ZONE", f"is {name!r}", "Write one such as Europe/Berlin.")
    return ZoneInfo(name).key


def engine(named: str) -> str:
    if named and not named.startswith("spark://"):
        raise wrong("TANDEM_ENGINE", f"is {named!r}", "Write spark://host:port, or leave it empty.")
    return named


def log(form: str) -> str:
    if form not in ("", "plain", "json"):
        raise wrong("TANDEM_LOG", f"is {form!r}", "Write plain or json, or leave it empty.")
    return form or "plain"


def mail(env: Mapping[str, str]) -> MailServer | None:
    """None where no host is named: then nothing is sent."""
    host = env.get("TANDEM_MAIL_HOST", "").strip()
    others = [name for name in MAIL_SETTINGS if name != "TANDEM_MAIL_HOST" and env.get(name)]
    if not host:
        if others:
            raise wrong("TANDEM_MAIL_HOST", f"is empty, and {others[0]} is set", HOST_CURE)
        return None
    if "/" in host or ":" in host or " " in host:
        raise wrong("TANDEM_MAIL_HOST", f"is {host!r}", HOST_CURE)
    user, password_file = env.get("TANDEM_MAIL_USER", ""), env.get("TANDEM_MAIL_PASSWORD_FILE", "")
    if bool(user) != bool(password_file):
        raise wrong(
            "TANDEM_MAIL_USER" if user else "TANDEM_MAIL_PASSWORD_FILE",
            "stands alone",
            "Set both TANDEM_MAIL_USER and TANDEM_MAIL_PASSWORD_FILE, or neither.",
        )
    tls = env.get("TANDEM_MAIL_TLS") or Tls.STARTTLS.value
    if tls not in [each.value for each in Tls]:
        raise wrong("TANDEM_MAIL_TLS", f"is {tls!r}", "Write starttls, tls or none.")
    file = Path(password_file).expanduser().absolute() if password_file else None
    return MailServer(
        host=host,
        port=port(env.get("TANDEM_MAIL_PORT", ""), Tls(tls)),
        tls=Tls(tls),
        user=user,
        password_file=file,
        password=password_in(file) if file else "",
        sender=sender(env.get("TANDEM_MAIL_FROM", "")),
    )


HOST_CURE = "Write the name of the mail server alone, such as mail.example.org."
PORTS = {Tls.STARTTLS: 587, Tls.TLS: 465, Tls.NONE: 25}


def port(number: str, tls: Tls) -> int:
    if not number:
        return PORTS[tls]
    found = in_digits(number)
    if found is None or not 0 < found < 65536:
        raise wrong("TANDEM_MAIL_PORT", f"is {number!r}", "Write a number such as 587.")
    return found


def sender(address: str) -> str:
    if not address:
        raise wrong("TANDEM_MAIL_FROM", "is empty", "Write the address mail comes from.")
    try:
        validate_email(parseaddr(address)[1])
    except ValidationError as error:
        cure = "Write an address such as tandem@example.org."
        raise wrong("TANDEM_MAIL_FROM", f"is {address!r}", cure) from error
    return address


def password_in(file: Path, setting: str = "TANDEM_MAIL_PASSWORD_FILE") -> str:
    """The first line of the file; a password is never itself a setting."""
    cure = "Name a file that holds the password alone, readable by Tandem's user only."
    try:
        password = first_line(file)
    except (OSError, UnicodeDecodeError) as error:
        raise wrong(setting, f"cannot be read ({error})", cure) from error
    if not password:
        raise wrong(setting, f"names an empty file, {file}", cure)
    return password


def identity(env: Mapping[str, str]) -> IdentityProvider | SamlProvider | None:
    """None where no provider is named: then one signs in by password or passkey alone."""
    by_oidc, by_saml = oidc(env), saml(env)
    if by_oidc and by_saml:
        cure = "Name one provider: TANDEM_OIDC_URL or TANDEM_SAML_METADATA_FILE."
        raise wrong("TANDEM_SAML_METADATA_FILE", "is set beside TANDEM_OIDC_URL", cure)
    return by_oidc or by_saml


def saml(env: Mapping[str, str]) -> SamlProvider | None:
    setting = "TANDEM_SAML_METADATA_FILE"
    file = env.get(setting, "").strip()
    if not file:
        if alone := lone(env, SAML_SETTINGS):
            raise wrong(setting, f"is empty, and {alone} is set", METADATA_CURE)
        return None
    if not HAS_SAML:
        cure = "Install requirements/saml.lock: see With SAML in Installing. Or leave it empty."
        raise wrong(setting, "needs packages that are not installed", cure)
    try:
        entity, sign_on_at, certificate = read_metadata(Path(file).expanduser().absolute())
    except (OSError, ValueError, SyntaxError) as error:  # the last: broken XML
        raise wrong(setting, f"cannot be read ({error})", METADATA_CURE) from error
    if not is_safe(sign_on_at):
        raise wrong(setting, f"leads to {sign_on_at!r}", "People must sign on over https.")
    return SamlProvider(
        entity=entity,
        sign_on_at=sign_on_at,
        certificate=certificate,
        name=env.get("TANDEM_SAML_NAME", "").strip() or (urlsplit(sign_on_at).hostname or entity),
        only=yes_or_no("TANDEM_SAML_ONLY", env.get("TANDEM_SAML_ONLY", "")),
        vouches=yes_or_no("TANDEM_SAML_VOUCHES", env.get("TANDEM_SAML_VOUCHES", "")),
    )


METADATA_CURE = "Name the file with the provider's metadata, as the provider gives it out."


def oidc(env: Mapping[str, str]) -> IdentityProvider | None:
    url = env.get("TANDEM_OIDC_URL", "").strip().rstrip("/")
    if not url:
        if alone := lone(env, IDENTITY_SETTINGS):
            raise wrong("TANDEM_OIDC_URL", f"is empty, and {alone} is set", ISSUER_CURE)
        return None
    if not is_safe(url):
        raise wrong("TANDEM_OIDC_URL", f"is {url!r}", ISSUER_CURE)
    client, file = env.get("TANDEM_OIDC_CLIENT", ""), env.get("TANDEM_OIDC_SECRET_FILE", "")
    if not client:
        raise wrong("TANDEM_OIDC_CLIENT", "is empty", "Write the client id the provider gave you.")
    if not file:
        raise wrong("TANDEM_OIDC_SECRET_FILE", "is empty", "Name the file with the secret.")
    secret_file = Path(file).expanduser().absolute()
    return IdentityProvider(
        url=url,
        client=client,
        secret=password_in(secret_file, "TANDEM_OIDC_SECRET_FILE"),
        secret_file=secret_file,
        name=env.get("TANDEM_OIDC_NAME", "").strip() or (urlsplit(url).hostname or url),
        only=yes_or_no("TANDEM_OIDC_ONLY", env.get("TANDEM_OIDC_ONLY", "")),
    )


ISSUER_CURE = "Write the provider's address, such as https://login.example.org."


def yes_or_no(setting: str, value: str) -> bool:
    if value not in ("", "0", "1"):
        raise wrong(setting, f"is {value!r}", "Write 1 for yes, 0 or nothing for no.")
    return value == "1"


def wrong(setting: str, what: str, cure: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"{setting} {what}. {cure}")
