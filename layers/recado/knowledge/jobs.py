"""Jobs: what the queue `learn` carries of files; what else it carries stands in messaging/jobs.py."""

from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from recado.kernel.settings import settings
from recado.platform.queues import Outgoing


class FileTextJob(BaseModel):
    """The text of this version of a file is to be read."""

    model_config = ConfigDict(frozen=True)

    kind: Literal["file_text"] = "file_text"
    business_id: UUID
    file_id: UUID
    version: int

    def to_message(self) -> Outgoing:
        return Outgoing(settings().queue_learn_url, self.model_dump(mode="json"))


class EmbedJob(BaseModel):
    """The passages of a file are to be given their meaning as vectors."""

    model_config = ConfigDict(frozen=True)

    kind: Literal["embed"] = "embed"
    business_id: UUID
    file_id: UUID
    version: int

    def to_message(self) -> Outgoing:
        return Outgoing(settings().queue_learn_url, self.model_dump(mode="json"))
