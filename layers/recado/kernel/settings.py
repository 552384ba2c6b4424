"""Settings: read once from the environment. The same names on AWS, in containers and on a laptop."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    Kind = TypeVar("Kind", bound=DataclassInstance)

_ON, _OFF = frozenset({"on", "true", "yes", "1"}), frozenset({"off", "false", "no", "0"})


class SettingWrong(Exception):
    """A setting is missing or cannot be understood; the text names it, for whoever starts the process."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Each field is set by the environment variable of its name in capitals. An empty string: not configured."""

    database_url: str = ""
    database_prepare: bool = True  # off behind RDS Proxy (it pins the connection) and PgBouncer older than 1.21
    platform_secret_id: str = ""
    master_keys: str = ""
    aws_endpoint_url: str = ""
    queue_inbound_url: str = ""
    queue_media_url: str = ""
    queue_buffer_timers_url: str = ""
    queue_ai_responses_url: str = ""
    queue_agent_tests_url: str = ""
    queue_understand_url: str = ""
    queue_outbound_url: str = ""
    queue_voice_notes_url: str = ""
    queue_contact_files_url: str = ""
    queue_learn_url: str = ""
    queue_mails_url: str = ""
    queue_push_url: str = ""
    queue_web_outbound_url: str = ""
    s3_public_url: str = ""  # the object store as browsers reach it; empty: as we do
    bucket_media: str = ""
    bucket_events: str = ""
    bucket_transfers: str = ""
    bucket_config: str = ""
    graph_base_url: str = "https://graph.facebook.com"
    graph_version: str = "v24.0"
    graph_media_hosts: tuple[str, ...] = ("lookaside.fbsbx.com",)
    openai_api_key: str = ""
    openai_base_url: str = "https://api.openai.com/v1"
    openai_timeout_seconds: float = 25.0
    gemini_api_key: str = ""
    gemini_base_url: str = "https://generativelanguage.googleapis.com"
    gemini_model: str = "gemini-3.8-flash"
    embeddings_base_url: str = ""  # of a server that speaks OpenAI's /embeddings; empty: search by words alone
    embeddings_api_key: str = ""
    embeddings_model_query: str = "e5-query"
    embeddings_model_passage: str = "e5-passage"
    embeddings_dimensions: int = 0  # 0: the model's own
    embeddings_least_alike: float = 0.8  # cosine from which a passage counts; each model has its own scale
    answer_hold_seconds: float = 180.0
    evals_daily_micros: int = (
        5_000_000  # what runs of a business's cases may cost in a day, in millionths of a US dollar
    )
    outbound_echo_wait_seconds: float = 120.0
    web_answer_max_age_seconds: float = 1800.0
    web_warmup_days: int = 7  # so long a linked number is new, for the sessions host and for what the API shows of it
    web_warmup_first_day: int = 30  # messages; each day half as many again
    events_keep_info_days: int = 30
    events_keep_warning_days: int = 90
    events_keep_error_days: int = 365
    smtp_url: str = ""
    mail_from: str = "Recado <no-reply@recado.example>"
    app_url: str = ""
    public_url: str = ""
    api_requests_per_minute: int = 600
    terms_version: str = "2026-11-01"  # of the terms of use; with another, everybody is asked to accept them again
    terms_url: str = ""
    meta_app_id: str = ""  # of our own app at Meta, for embedded sign-up
    meta_signup_configuration_id: str = ""
    web_push_public_key: str = ""  # VAPID: what browsers subscribe with; base64url
    web_push_private_key: str = ""
    web_push_trusted_hosts: tuple[str, ...] = ()  # of push services that may be private and without https
    external_tools_trusted_hosts: tuple[
        str, ...
    ] = ()  # of businesses' tools and linked files: may be private, without https
    stripe_publishable_key: str = ""
    trace_sample: float = 1.0  # the share of traces whose spans are logged; those that failed always are


SECRETS = frozenset(
    {
        "database_url",
        "master_keys",
        "openai_api_key",
        "gemini_api_key",
        "embeddings_api_key",
        "smtp_url",
        "web_push_private_key",
    }
)  # see platform/secrets.py


@cache
def settings() -> Settings:
    """Returns the process's settings. Tests that change the environment call `settings.cache_clear()`."""
    return from_environment(Settings)


def from_environment(kind: "type[Kind]", prefix: str = "", environ: Mapping[str, str] = os.environ) -> "Kind":
    """Returns a dataclass whose fields have defaults, each from the variable `prefix` and its name in capitals.

    Empty counts as not set. Raises SettingWrong for a value that is not of the field's kind.
    """
    default, given = kind(), dict[str, Any]()
    for field in fields(kind):
        name = f"{prefix}{field.name.upper()}"
        if text := environ.get(name, ""):
            given[field.name] = _parse(name, text, getattr(default, field.name))
    return kind(**given)


def require(who: str, needs: Iterable[str], values: Mapping[str, str]) -> None:
    """Raises SettingWrong naming every setting of `needs` (fields of Settings) that has no value."""
    missing = [name.upper() for name in needs if not values.get(name)]
    if missing:
        raise SettingWrong(f"{who} needs {' and '.join(missing)}, which {'is' if len(missing) == 1 else 'are'} not set")


def _parse(name: str, text: str, default: object) -> object:
    """Returns the value, of the default's type. Its text is not repeated: it may be a secret in the wrong place."""
    if isinstance(default, bool):
        if text.lower() not in _ON | _OFF:
            raise SettingWrong(f"{name} must be on or off")
        return text.lower() in _ON
    if isinstance(default, tuple):
        return tuple(part.strip() for part in text.split(",") if part.strip())
    try:
        return type(default)(text)  # type: ignore[call-arg]
    except ValueError as error:
        raise SettingWrong(f"{name} must be a {'whole ' if isinstance(default, int) else ''}number") from error
