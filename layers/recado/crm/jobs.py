"""Jobs: what the queue of contact files carries."""

from uuid import UUID

from pydantic import BaseModel, ConfigDict

from recado.kernel.settings import settings
from recado.platform.queues import Outgoing


class ContactFileJob(BaseModel):
    """A message of the queue `contact-files`: this import or export is to be worked on."""

    model_config = ConfigDict(frozen=True)

    business_id: UUID
    file_id: UUID

    def to_message(self) -> Outgoing:
        return Outgoing(settings().queue_contact_files_url, self.model_dump(mode="json"))
