"""Services a business has or has not, which are no stock: "sí hay estacionamiento" needs its text, no tool."""

import re
from functools import lru_cache
from typing import Final

_SERVICES: Final = re.compile(
    r"\b(?P<s>estacionamient|envio|entrega|domicilio|factura|garantia|wifi|internet|terraza|parking|delivery|shipping|"
    r"apartado|cuotas|meses sin|tarjeta|transferencia|efectivo|paypal|oxxo|descuento|promocion|oferta"
    r"|cupon|menudeo|mayoreo|"
    r"sucursal|tienda|taller|reparacion|mantenimiento|instalacion|devolucion|cambios|refund|warranty"
    r"|invoice|vegan|sin gluten|"
    r"gluten|azucar|mascota|pet|rampa|acceso|elevador|bano|cafeteria|desayuno|traslado|transporte|seguro|credito|"
    r"financiamiento|catalogo|urgencia|pediatr|ortodoncia|pagina|web|instagram|facebook)"
)


@lru_cache(maxsize=256)
def services_in(plain: str) -> frozenset[str]:
    """Returns the services a folded text names, by their stems."""
    return frozenset(match["s"] for match in _SERVICES.finditer(plain))
