"""Settings: read once from the environment. The same names on AWS, in containers and on a laptop."""

import os
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment says. An empty string means: not configured."""

    database_url: str
    database_prepare: bool
    platform_secret_id: str
    master_keys: str
    aws_endpoint_url: str
    queue_inbound_url: str
    queue_media_url: str
    queue_buffer_timers_url: str
    queue_ai_responses_url: str
    queue_outbound_url: str
    queue_voice_notes_url: str
    queue_contact_files_url: str
    queue_mails_url: str
    queue_web_outbound_url: str
    bucket_media: str
    bucket_events: str
    bucket_transfers: str
    bucket_config: str
    graph_base_url: str
    graph_version: str
    graph_media_hosts: tuple[str, ...]
    openai_api_key: str
    openai_base_url: str
    openai_timeout_seconds: float
    answer_hold_seconds: float
    outbound_echo_wait_seconds: float
    web_answer_max_age_seconds: float
    events_keep_info_days: int
    events_keep_warning_days: int
    events_keep_error_days: int
    smtp_url: str
    mail_from: str
    app_url: str
    public_url: str
    api_requests_per_minute: int


@cache
def settings() -> Settings:
    """The process's settings. Tests that change the environment call `settings.cache_clear()`."""
    env = os.environ.get
    return Settings(
        database_url=env("DATABASE_URL", ""),
        # Off behind RDS Proxy (it pins the connection) and PgBouncer older than 1.21.
        database_prepare=env("DATABASE_PREPARE", "on") != "off",
        platform_secret_id=env("PLATFORM_SECRET_ID", ""),
        master_keys=env("MASTER_KEYS", ""),
        aws_endpoint_url=env("AWS_ENDPOINT_URL", ""),
        queue_inbound_url=env("QUEUE_INBOUND_URL", ""),
        queue_media_url=env("QUEUE_MEDIA_URL", ""),
        queue_buffer_timers_url=env("QUEUE_BUFFER_TIMERS_URL", ""),
        queue_ai_responses_url=env("QUEUE_AI_RESPONSES_URL", ""),
        queue_outbound_url=env("QUEUE_OUTBOUND_URL", ""),
        queue_voice_notes_url=env("QUEUE_VOICE_NOTES_URL", ""),
        queue_contact_files_url=env("QUEUE_CONTACT_FILES_URL", ""),
        queue_mails_url=env("QUEUE_MAILS_URL", ""),
        queue_web_outbound_url=env("QUEUE_WEB_OUTBOUND_URL", ""),
        bucket_media=env("BUCKET_MEDIA", ""),
        bucket_events=env("BUCKET_EVENTS", ""),
        bucket_transfers=env("BUCKET_TRANSFERS", ""),
        bucket_config=env("BUCKET_CONFIG", ""),
        graph_base_url=env("GRAPH_BASE_URL", "https://graph.facebook.com"),
        graph_version=env("GRAPH_VERSION", "v24.0"),
        graph_media_hosts=tuple(env("GRAPH_MEDIA_HOSTS", "lookaside.fbsbx.com").split(",")),
        openai_api_key=env("OPENAI_API_KEY", ""),
        openai_base_url=env("OPENAI_BASE_URL", "https://api.openai.com/v1"),
        openai_timeout_seconds=float(env("OPENAI_TIMEOUT_SECONDS", "60")),
        answer_hold_seconds=float(env("ANSWER_HOLD_SECONDS", "180")),
        outbound_echo_wait_seconds=float(env("OUTBOUND_ECHO_WAIT_SECONDS", "120")),
        web_answer_max_age_seconds=float(env("WEB_ANSWER_MAX_AGE_SECONDS", "1800")),
        events_keep_info_days=int(env("EVENTS_KEEP_INFO_DAYS", "30")),
        events_keep_warning_days=int(env("EVENTS_KEEP_WARNING_DAYS", "90")),
        events_keep_error_days=int(env("EVENTS_KEEP_ERROR_DAYS", "365")),
        smtp_url=env("SMTP_URL", ""),
        mail_from=env("MAIL_FROM", "Recado <no-reply@recado.example>"),
        app_url=env("APP_URL", ""),
        public_url=env("PUBLIC_URL", ""),
        api_requests_per_minute=int(env("API_REQUESTS_PER_MINUTE", "600")),
    )
