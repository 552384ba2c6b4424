"""Types of service: it is a time, not a flag."""

from recado.kernel.errors import RecadoError
from recado.kernel.words import Words


class Suspended(RecadoError):
    """The business is not in service: its data can be read and exported, and nothing is changed or sent."""

    code = "suspended"
    status = 402

    def __init__(self) -> None:
        super().__init__(
            Words(
                "el servicio está suspendido: los datos se pueden leer y exportar, y vuelve al pagar",
                "the service is suspended: data can be read and exported, and it returns with the payment",
            )
        )
