"""What a model calls an external tool with: a closed model made of the tool's parameters."""

from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, ConfigDict, Field, StringConstraints, create_model

from recado.agent.external.model import Definition, ToolParameter
from recado.agent.tools.tool import Arguments
from recado.kernel.validation import check_storable

MOST_LETTERS: Final = 2000
MOST_NUMBER: Final = 2**53  # up to here every whole number is one in everybody's JSON

_TYPES: Final[dict[str, Any]] = {
    "string": Annotated[str, StringConstraints(max_length=MOST_LETTERS), AfterValidator(check_storable)],
    "number": Annotated[float, Field(ge=-1e15, le=1e15, allow_inf_nan=False)],
    "integer": Annotated[int, Field(ge=-MOST_NUMBER, le=MOST_NUMBER)],
    "boolean": bool,
}


class External(Arguments):
    """Fields have numbers for names, and the parameters' names as aliases: a parameter may be called `copy`."""

    model_config = ConfigDict(strict=True, serialize_by_alias=True)


def arguments_of(definition: Definition) -> type[Arguments]:
    """Returns the model: every parameter that is the model's to give, each required, None where it may be missing."""
    fields: dict[str, Any] = {
        f"p{position}": (_type(each), Field(alias=each.name, description=each.description or None))
        for position, each in enumerate(definition.parameters)
        if each.source == "model"
    }
    return create_model("ExternalArguments", __base__=External, **fields)


def _type(parameter: ToolParameter) -> Any:
    kind = _TYPES[parameter.type]
    if parameter.enum is not None:
        kind = Literal[tuple(map(float, parameter.enum) if parameter.type == "number" else parameter.enum)]
    return kind if parameter.required else kind | None
