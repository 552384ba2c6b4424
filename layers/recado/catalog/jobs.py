"""Jobs: what the queue `learn` carries of the catalogue."""

from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from recado.kernel.settings import settings
from recado.platform.queues import Outgoing


class ProductsJob(BaseModel):
    """Products of the business whose words changed are to be given their meaning as vectors."""

    model_config = ConfigDict(frozen=True)

    kind: Literal["products"] = "products"
    business_id: UUID

    def to_message(self) -> Outgoing:
        return Outgoing(settings().queue_learn_url, self.model_dump(mode="json"))
