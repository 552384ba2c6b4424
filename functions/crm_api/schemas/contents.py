"""What can be sent over the API: every content of WhatsApp, and one of the business's own templates."""

from typing import Annotated

from pydantic import Field

from recado.templates.model import SavedTemplateContent
from recado.vendors.whatsapp import contents

Content = Annotated[contents.Content | SavedTemplateContent, Field(discriminator="type")]
