"""A case as its file has it, in Spanish: a business, what customers and people do, and what must come of it."""

import re
from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

Json = dict[str, Any]
NONE = "ninguna"  # no tool

Reason = Literal[
    "lo_pide", "queja", "pago", "fuera_de_alcance", "datos_dudosos", "urgencia", "bucle", "fallo"
]  # of a handover
Manner = Literal["bien", "cuelga", "corta", "error", "basura"]  # of a tool's server


def _pattern(text: str) -> str:
    """A pattern is compared with folded text: what it cannot meet there is a mistake."""
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"no es una expresión regular: {error}") from error
    if re.search(r"[A-ZÁÉÍÓÚÜáéíóúü]", re.sub(r"\\.", "", text)):
        raise ValueError("va en minúsculas y sin acentos, como el texto con que se compara")
    return text


Pattern = Annotated[str, AfterValidator(_pattern)]
Word = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{2,40}$")]
Line = Annotated[str, Field(min_length=1, max_length=4000)]


class Part(BaseModel):
    """A part of a case. What it has no name for is refused."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


P = TypeVar("P", bound=Part)


class Parametro(Part):
    nombre: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
    tipo: Literal["string", "number", "integer", "boolean"] = "string"
    descripcion: str = ""
    opcional: bool = False


class Herramienta(Part):
    """An external tool. contesta: what its server says; efecto: it does more than look something up."""

    nombre: Word
    descripcion: Line
    efecto: bool = False
    parametros: list[Parametro] = Field(default_factory=list)
    contesta: Json = Field(default_factory=dict)
    estado: Annotated[int, Field(ge=200, le=599)] = 200


class Campo(Part):
    """A field of contacts, which the agent fills in."""

    clave: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
    etiqueta: Line
    tipo: Literal["text", "number", "date", "boolean"] = "text"
    descripcion: str = ""


class Archivo(Part):
    """A file of the business's, of plain text. enviable: the agent may send it."""

    titulo: Annotated[str, Field(min_length=1, max_length=120)]
    texto: Annotated[str, Field(min_length=1, max_length=20_000)]
    cuando: str = ""
    enviable: bool = False


class Tramo(Part):
    """A stretch of opening hours."""

    dia: Literal["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"]
    de: Annotated[str, Field(pattern=r"^\d\d:\d\d$")]
    a: Annotated[str, Field(pattern=r"^\d\d:\d\d$")]


class Negocio(Part):
    contexto: Annotated[str, Field(min_length=1, max_length=20_000)]
    zona: str = "America/Mexico_City"
    version: Literal["v1", "v2"] = "v1"
    horario: list[Tramo] = Field(default_factory=list)
    herramientas: list[Herramienta] = Field(default_factory=list)
    archivos: list[Archivo] = Field(default_factory=list)
    campos: list[Campo] = Field(default_factory=list)


class Llamada(Part):
    """argumentos: `archivo:TITLE` stands for the id of the file with that title."""

    nombre: str
    argumentos: Json | str = Field(default_factory=dict)


class Turno(Part):
    """What the simulated model says or calls next, right or wrong; a real one is not given any of it."""

    di: Line | None = None
    llama: Annotated[list[Llamada], Field(min_length=1)] | None = None
    json_: Annotated[Json | None, Field(alias="json")] = None
    rehusa: bool = False

    @model_validator(mode="after")
    def _one(self) -> Self:
        return _exactly_one(self, "di", "llama", "json_", "rehusa")


class Mensaje(Part):
    """One message of a burst that is more than text. voz: what is said in a voice note; imagen: what a picture shows,
    as the model that sees it puts it, with `pie` below; nombre: what the customer's profile calls them."""

    texto: Line | None = None
    voz: Line | None = None
    imagen: Line | None = None
    pie: Line | None = None
    nombre: str | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if self.pie and not self.imagen:
            raise ValueError("`pie` va con `imagen`")
        return _exactly_one(self, "texto", "voz", "imagen")


class Falla(Part):
    """From now on a tool's server behaves like this."""

    herramienta: Word
    como: Manner


class Carrera(Part):
    """What happens while the model thinks about this step's messages."""

    persona: Line | None = None
    dice: list[Line] | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        return _exactly_one(self, "persona", "dice")


class Paso(Part):
    """dice: a burst of the customer's, with the model's script (`guion`) and what happens meanwhile (`mientras`).

    espera: seconds, in which nothing happens. persona: somebody of the team writes. devuelve: they give the
    conversation back. falla: a tool's server is unwell. extrae: the fields are read from the conversation now.
    """

    dice: Annotated[list[Line | Mensaje], Field(min_length=1)] | None = None
    espera: Annotated[float, Field(gt=0, le=30)] | None = None
    persona: Line | None = None
    devuelve: bool = False
    falla: Falla | None = None
    extrae: bool = False
    guion: list[Turno] = Field(default_factory=list)
    mientras: Carrera | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        _exactly_one(self, "dice", "espera", "persona", "devuelve", "falla", "extrae")
        if self.guion and not (self.dice or self.extrae):
            raise ValueError("`guion` va con `dice` o con `extrae`")
        if self.mientras and not self.dice:
            raise ValueError("`mientras` va con `dice`")
        return self


class Traspaso(Part):
    """motivo: any of these."""

    motivo: Annotated[list[Reason], Field(min_length=1)]
    estado: Literal["open", "taken", "closed"] = "open"


class Efecto(Part):
    """What reached an effect tool's server. A value between slashes is a pattern."""

    herramienta: Word
    datos: Json = Field(default_factory=dict)


class Estado(Part):
    """All of it, whatever way led there: what is not named here must not have come to be."""

    traspasos: list[Traspaso] = Field(default_factory=list)
    efectos: list[Efecto] = Field(default_factory=list)
    archivos: list[str] = Field(default_factory=list)  # titles of those that were sent
    campos: dict[str, Any] = Field(default_factory=dict)


class Espera(Part):
    """What must hold, all of it.

    dice, no_dice: patterns of what some answer says, and none. herramientas: for each burst, which tools may come
    first, `ninguna` for none. respuestas: how many answers each burst gets; one when it is not said. calla_desde: from
    this step on, counted from 1, the agent is silent. max_llamadas: calls to the model in the whole conversation;
    max_costo: of it, in US dollars. numeros: figures that are right though they stand in no text, such as a sum.
    """

    estado: Estado = Field(default_factory=Estado)
    dice: list[Pattern] = Field(default_factory=list)
    no_dice: list[Pattern] = Field(default_factory=list)
    herramientas: list[Annotated[list[Word], Field(min_length=1)]] | None = None
    respuestas: list[Annotated[int, Field(ge=0, le=5)]] | None = None
    calla_desde: Annotated[int, Field(ge=1)] | None = None
    max_llamadas: Annotated[int, Field(ge=0)] | None = None
    max_costo: Annotated[float, Field(gt=0)] | None = None
    numeros: list[str] = Field(default_factory=list)


class Caso(Part):
    nombre: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{2,80}$")]
    habla: Literal["mx", "co", "ar", "es"]
    tema: Literal["datos", "archivos", "herramientas", "traspaso", "quejas", "hostiles", "campos"]
    negocio: Negocio
    pasos: Annotated[list[Paso], Field(min_length=1)]
    espera: Espera

    @property
    def bursts(self) -> list[Paso]:
        """The steps in which the customer writes."""
        return [each for each in self.pasos if each.dice]

    @model_validator(mode="after")
    def _fits(self) -> Self:
        """Expectations speak of what there is."""
        for name in ("herramientas", "respuestas"):
            expected = getattr(self.espera, name)
            if expected is not None and len(expected) != len(self.bursts):
                raise ValueError(f"`{name}` tiene {len(expected)} de {len(self.bursts)} ráfagas")
        if (self.espera.calla_desde or 1) > len(self.pasos):
            raise ValueError("`calla_desde` nombra un paso que no hay")
        named = {each.nombre for each in self.negocio.herramientas}
        spoken = {each.falla.herramienta for each in self.pasos if each.falla}
        spoken |= {each.herramienta for each in self.espera.estado.efectos}
        if spoken - named:
            raise ValueError(f"no hay herramienta {', '.join(sorted(spoken - named))}")
        if set(self.espera.estado.archivos) - {each.titulo for each in self.negocio.archivos}:
            raise ValueError("se espera un archivo que el negocio no tiene")
        if set(self.espera.estado.campos) - {each.clave for each in self.negocio.campos}:
            raise ValueError("se espera un campo que el negocio no tiene")
        return self


def _exactly_one(part: P, *names: str) -> P:
    given = [name.rstrip("_") for name in names if getattr(part, name)]
    if len(given) != 1:
        raise ValueError(f"va uno de {', '.join(name.rstrip('_') for name in names)}; hay {given or 'ninguno'}")
    return part
