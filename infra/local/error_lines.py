"""Troubles a person can do something about, each in one line; whatever else goes wrong is a bug and shows its trace."""

import psycopg
from botocore.exceptions import BotoCoreError, ClientError

from infra.local.deploy import DeployError
from infra.local.localstack import LocalStackError
from infra.local.postgres import PostgresError
from infra.local.processes import StackError
from infra.sql.migrate import MigrationError
from recado.kernel.errors import RecadoError

OURS = (StackError, PostgresError, LocalStackError, DeployError, MigrationError, RecadoError)
EXPECTED = (*OURS, psycopg.Error, BotoCoreError, ClientError, OSError)


def in_one_line(error: BaseException) -> str:
    """Returns what went wrong and where, without a trace."""
    text = " ".join(str(error).split())
    match error:
        case psycopg.Error():
            return f"PostgreSQL: {error.diag.message_primary or text}"
        case BotoCoreError() | ClientError():
            return f"SQS and S3: {text}"
        case OSError(strerror=str(reason), filename=str(name)):
            return f"{reason}: {name}"
    return text or type(error).__name__
