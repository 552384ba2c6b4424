"""Answers of the API: each is made of the attributes of what it shows, and checked like what we take."""

from typing import Any, Self

from pydantic import AliasPath, BaseModel, ConfigDict


class ResponseModel(BaseModel):
    """An answer. A field is the attribute of its name, or of its `validation_alias`."""

    model_config = ConfigDict(from_attributes=True, validate_by_name=True, validate_by_alias=True)

    @classmethod
    def of(cls, source: Any, **parts: Any) -> Self:
        """Returns the answer that shows it. parts: fields that are not among its attributes."""
        return cls.model_validate(with_parts(cls, source, **parts) if parts else source)


def with_parts(answer: type[ResponseModel], source: Any, **parts: Any) -> dict[str, Any]:
    """Returns the values of an answer's fields: parts, and attributes for the rest. What has neither is left out."""
    values = dict(parts)
    for name, field in answer.model_fields.items():
        alias = field.validation_alias
        if name not in parts and not isinstance(alias, AliasPath):
            attribute = alias if isinstance(alias, str) else name
            if hasattr(source, attribute):
                values[name] = getattr(source, attribute)
    return values
