"""Types of external tools: what a business defines, and what is kept of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Final, Literal, Self
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from recado.kernel.errors import Conflict
from recado.kernel.validation import Wrong, check_storable
from recado.kernel.words import Words

MOST_TOOLS: Final = 15  # of a business; the slots of its table
MOST_SECRETS: Final = 10
MOST_BODY_READ: Final = 256 * 1024
WORD: Final = r"^[a-z][a-z0-9_]{0,39}$"

Json = dict[str, Any]
Source = Literal["model", "fixed", "variable"]
Kind = Literal["string", "number", "integer", "boolean"]

_KINDS: Final[dict[Kind, tuple[type, ...]]] = {
    "string": (str,),
    "number": (int, float),
    "integer": (int,),
    "boolean": (bool,),
}

Word = Annotated[str, StringConstraints(pattern=WORD)]
Text = Annotated[str, AfterValidator(check_storable)]
FixedText = Annotated[Text, StringConstraints(max_length=2000)]
Choice = Annotated[Text, StringConstraints(max_length=100)] | int | Annotated[float, Field(allow_inf_nan=False)]
Path = Annotated[Text, StringConstraints(max_length=200, pattern=r"^[^.\s]+(\.[^.\s]+)*$")]
HeaderValue = Annotated[str, StringConstraints(min_length=1, max_length=1000)]
HeaderName = Annotated[str, StringConstraints(min_length=1, max_length=64)]
# Too short a secret would be cut from results it is not in.
Secret = Annotated[
    Text, StringConstraints(strip_whitespace=True, min_length=4, max_length=2000, pattern=r"^[^\x00-\x1f\x7f]+$")
]


class ToolExists(Conflict):
    """There is a tool of this name already."""

    code = "tool_exists"


class ToolChanged(Conflict):
    """Somebody changed the tool since it was read."""

    code = "tool_changed"


def fits(kind: Kind, value: object) -> bool:
    """Returns whether a value is of a parameter's type: true is no number."""
    return isinstance(value, _KINDS[kind]) and (kind == "boolean" or not isinstance(value, bool))


class ToolParameter(BaseModel):
    """A value of the templates. `source`: the model's argument, the fixed `value`, or a `variable` of the business's
    texts. `enum`: what the model may choose from. Not `required`: the model may leave it out."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    name: Word
    type: Kind = "string"
    description: Annotated[Text, StringConstraints(max_length=300)] = ""
    required: bool = True
    enum: Annotated[list[Choice], Field(min_length=1, max_length=50)] | None = None
    source: Source = "model"
    value: FixedText | int | Annotated[float, Field(allow_inf_nan=False)] | bool | None = None
    variable: Word | None = None

    @model_validator(mode="after")
    def _of_its_source(self) -> Self:
        if (self.source == "variable") != (self.variable is not None):
            raise Wrong(Words("`variable` va con la fuente variable", "`variable` goes with the source variable"))
        if self.source == "fixed" and (self.value is None or not fits(self.type, self.value)):
            raise Wrong(Words("falta `value`, o no es de su tipo", "`value` is missing, or not of its type"))
        if self.source != "fixed" and self.value is not None:
            raise Wrong(Words("`value` va con la fuente fixed", "`value` goes with the source fixed"))
        if self.enum is not None and (
            self.source != "model" or self.type == "boolean" or not all(fits(self.type, each) for each in self.enum)
        ):
            raise Wrong(Words("`enum` no es de su tipo", "`enum` is not of its type"))
        return self


class Definition(BaseModel):
    """A tool as a business defines it. `headers`, `body_template`: with `{{name}}` of a parameter or `{{secret.name}}`.

    `effect`: it does more than look something up, and is never repeated blindly. `result_paths`: what the model is
    shown of the answer, such as `order.lines.*.name`; none: all of it.
    """

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    name: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{2,40}$")]
    description: Annotated[Text, StringConstraints(min_length=1, max_length=1000)]
    url: Annotated[Text, StringConstraints(min_length=1, max_length=2000)]
    headers: Annotated[dict[HeaderName, HeaderValue], Field(max_length=20)] = Field(default_factory=dict)
    body_template: Annotated[Json, AfterValidator(check_storable)] = Field(default_factory=dict)
    parameters: Annotated[list[ToolParameter], Field(max_length=20)] = Field(default_factory=list)
    effect: bool = False
    timeout_seconds: Annotated[int, Field(ge=1, le=20)] = 8
    result_paths: Annotated[list[Path], Field(max_length=30)] = Field(default_factory=list)
    result_most: Annotated[int, Field(ge=100, le=4000)] = 4000
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class ExternalTool:
    """A tool as it is kept. version: one more with each change. In a sandbox, secrets_of: the tool whose secrets these
    are; dry: it is not called. dry_answer: what it answers then, `datos`, or that it `falla`."""

    id: UUID
    business_id: UUID
    name: str
    description: str
    url: str
    headers: dict[str, str]
    body_template: Json
    parameters: list[Json]
    secrets_sealed: bytes | None
    secret_names: list[str]
    effect: bool
    timeout_seconds: int
    result_paths: list[str]
    result_most: int
    enabled: bool
    version: int
    changed_by: UUID | None
    created_at: datetime
    changed_at: datetime
    secrets_of: UUID | None = None
    dry: bool = False
    dry_answer: Json | None = None

    @property
    def definition(self) -> Definition:
        """What its business defined."""
        return Definition.model_validate({name: getattr(self, name) for name in Definition.model_fields})


@dataclass(frozen=True, slots=True)
class KeptCall:
    """A call of a tool, as the ledger has it."""

    id: UUID
    turn_id: UUID
    conversation_id: UUID
    arguments: Json
    result: Json | None
    state: str
    code: str | None
    milliseconds: int | None
    created_at: datetime
