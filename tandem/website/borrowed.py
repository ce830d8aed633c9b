"""What the tables hold that others brought: each field's class, as our own models say theirs.

A table that is not listed here fails a test, so nothing personal comes in with a dependency unseen.
"""

from __future__ import annotations

from collections.abc import Mapping

from tandem.access.tiers import Privacy, Tier, classified

BORROWED: Mapping[str, tuple[Tier, dict[str, Privacy]]] = {
    # Second proofs. `data` holds the secrets, encrypted, and what a passkey is called.
    "mfa.Authenticator": (
        Tier.PRIVATE,
        classified(internal="id type data", personal="user created_at last_used_at"),
    ),
    # Single sign-on: the provider's own number of a person. `extra_data` stays empty.
    "socialaccount.SocialAccount": (
        Tier.PRIVATE,
        classified(internal="id provider extra_data", personal="user uid last_login date_joined"),
    ),
    # Never filled: the provider is a setting, and what it lets us do with it is not kept.
    "socialaccount.SocialApp": (
        Tier.RESTRICTED,
        classified(internal="id provider provider_id name client_id secret key settings"),
    ),
    "socialaccount.SocialToken": (
        Tier.PRIVATE,
        classified(internal="id app token token_secret expires_at", personal="account"),
    ),
    # Never filled: addresses are the account's own, and nobody types one.
    "account.EmailAddress": (
        Tier.PRIVATE,
        classified(internal="id verified primary", personal="user email"),
    ),
    "account.EmailConfirmation": (
        Tier.PRIVATE,
        classified(internal="id key created sent", personal="email_address"),
    ),
    # Never filled: sessions are `access.Session`.
    "sessions.Session": (
        Tier.PRIVATE,
        classified(internal="session_key session_data expire_date"),
    ),
    # Names of models and of what may be done with them; nobody is given any.
    "contenttypes.ContentType": (Tier.RESTRICTED, classified(internal="id app_label model")),
    "auth.Permission": (Tier.RESTRICTED, classified(internal="id name content_type codename")),
    "auth.Group": (Tier.RESTRICTED, classified(internal="id name")),
    # Tasks carry ids and no words.
    "django_tasks_database.DBTaskResult": (
        Tier.RESTRICTED,
        classified(
            internal="id status enqueued_at started_at finished_at args_kwargs priority task_path "
            "worker_ids queue_name backend_name run_after return_value exception_class_path "
            "traceback"
        ),
    ),
}
NEVER_FILLED = (
    "account.EmailAddress",
    "account.EmailConfirmation",
    "sessions.Session",
    "socialaccount.SocialApp",
    "socialaccount.SocialToken",
)
