"""Businesses of several trades, countries and currencies, with what is known in one turn of a conversation."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from recado.agent.grounding.checked import Situation
from recado.agent.grounding.effects import effects_of
from recado.agent.grounding.facts import Facts, facts_of_customer, facts_of_text
from recado.agent.grounding.results import facts_of_result
from recado.agent.guard import Surroundings, hosts_of

MOMENT = datetime(2026, 12, 1, 16, 0, tzinfo=UTC)  # a Tuesday everywhere


@dataclass(frozen=True)
class Trade:
    """A business in the middle of a turn: its text, what tools answered, what the customer wrote."""

    currency: str
    timezone: str
    context: str
    results: tuple[Any, ...] = ()
    customer: str = ""
    used: frozenset[str] = frozenset()


TRADES = {
    "bakery": Trade(
        "MXN",
        "America/Mexico_City",
        "Panadería La Espiga, Orizaba 35, col. Roma, CP 06700, Ciudad de México. Tel. 55 1234 5678.\n"
        "Horario: lunes a sábado de 7 a 21, domingos de 8 a 2 de la tarde. El 24 de diciembre cerramos a las 4 pm.\n"
        "Concha 15, oreja 18, cuernito 17 pesos. Docena de bolillos $60. Pastel de tres leches (para 20 "
        "personas) $650.\n"
        "Rosca de Reyes chica 280, grande 520. Pedidos de pastel con 2 días de anticipación y 50% de anticipo.\n"
        "Envío a domicilio en la Roma y Condesa: $40; gratis en compras de más de $600. 2x1 en conchas los martes.\n"
        "Aceptamos efectivo, transferencia y tarjeta. Facturas: facturas@laespiga.mx. Menú en https://laespiga.mx/menu",
        customer="Hola, somos 120 personas y mi presupuesto es de 2,500. ¿Tienen rosca para el sábado a "
        "las 5 de la tarde?",
    ),
    "shoes": Trade(
        "MXN",
        "America/Mexico_City",
        "Zapatería Paso Firme. Envíos a todo México, llegan en 3 a 5 días hábiles. Cambios dentro de 30 días.\n"
        "Hasta 6 meses sin intereses con tarjeta. Abrimos de lunes a domingo, de 11 am a 8 pm. https://pasofirme.mx",
        (
            {
                "ok": True,
                "productos": [
                    {
                        "ref": "R1",
                        "nombre": "Tenis Runner 500",
                        "variante": "talla 26",
                        "precio": "$1,299.00 MXN",
                        "precio_minor": 129900,
                        "moneda": "MXN",
                        "existencias": 8,
                        "foto": True,
                    },
                    {
                        "ref": "R2",
                        "nombre": "Bota Sierra",
                        "variante": "talla 27",
                        "precio": "$1,850.00 MXN",
                        "precio_minor": 185000,
                        "moneda": "MXN",
                        "existencias": 0,
                        "foto": False,
                    },
                ],
            },
            {
                "ok": True,
                "pedido": "P-1042",
                "subtotal_minor": 259800,
                "envio_minor": 9900,
                "total_minor": 269700,
                "moneda": "MXN",
                "vence": "2026-12-02 18:00",
            },
        ),
        "Quiero 2 pares de los Runner talla 26, vi unos en 999 en otro lado",
    ),
    "shoes_ordered": Trade(
        "MXN",
        "America/Mexico_City",
        "Zapatería Paso Firme.",
        ({"ok": True, "pedido": "P-1042", "total_minor": 269700, "moneda": "MXN", "estado": "confirmado"},),
        "Sí, va",
        frozenset({"crear_pedido"}),
    ),
    "dental": Trade(
        "COP",
        "America/Bogota",
        "Clínica Dental Sonríe, calle 93 #11-26, Bogotá. WhatsApp +57 310 555 0182. Atendemos lunes a "
        "viernes de 8 a 18 y "
        "sábados de 9 a 13.\nLimpieza $180.000, valoración gratis, blanqueamiento $650.000, ortodoncia "
        "desde $3.200.000. "
        "La limpieza dura 45 minutos. 10% de descuento pagando en efectivo. Parqueadero gratis.",
        (
            {
                "ok": True,
                "servicio": "Limpieza",
                "minutos": 45,
                "horarios": [
                    {"horario": "2026-12-03 10:00", "recurso": "Dra. Ruiz", "dicho": "jueves 3 de diciembre, 10:00"},
                    {
                        "horario": "2026-12-03 15:30",
                        "recurso": "Dra. Ruiz",
                        "dicho": "jueves 3 de diciembre, 3:30 p. m.",
                    },
                    {"horario": "2026-12-04 09:00", "recurso": "Dr. Mora", "dicho": "viernes 4 de diciembre, 9:00"},
                ],
            },
        ),
        "Quiero una limpieza el viernes a las 4 pm",
    ),
    "dental_booked": Trade(
        "COP",
        "America/Bogota",
        "Clínica Dental Sonríe. Limpieza $180.000. Llegar 10 minutos antes.",
        ({"ok": True, "cita": "C-88", "horario": "2026-12-04 09:00", "estado": "agendada"},),
        "El viernes a las 9 está bien",
        frozenset({"agendar_cita"}),
    ),
    "repair": Trade(
        "CLP",
        "America/Santiago",
        "TecnoFix, Av. Providencia 1550, local 12, Santiago. Fono +56 9 8765 4321. Lunes a viernes 10:00 a 19:30.\n"
        "Cambio de pantalla iPhone 11 $45.990, iPhone 13 128GB $89.990, batería $24.990. Diagnóstico "
        "$10.000, se descuenta "
        "de la reparación. Reparaciones en 24 horas. Garantía de 3 meses. 3 cuotas sin interés.",
        (
            {
                "ok": True,
                "orden": "OT-2231",
                "estado": "en revisión",
                "equipo": "iPhone 13",
                "abono": 10000,
                "moneda": "CLP",
            },
        ),
        "¿Cuánto por la pantalla del iPhone 13? Me ofrecieron 70 lucas",
    ),
    "travel": Trade(
        "EUR",
        "Europe/Madrid",
        "Viajes Aurora, Calle Alcalá 200, Madrid. Reservas: reservas@viajesaurora.es, +34 612 345 678. "
        "Oficina de lunes a "
        "viernes de 10:00 a 14:00 y de 17:00 a 20:00.\nLisboa 3 noches: 349 € por persona. París 4 "
        "noches: 589 € por persona. "
        "Salidas el 05/12/2026 y el 19/12/2026. Señal del 30 %. Seguro de viaje 25 €. Niños menores de 12 años, 50 %.",
        (
            {
                "ok": True,
                "resultados": [
                    {
                        "vuelo": "IB3118",
                        "salida": "2026-12-05T07:25:00Z",
                        "asientos": 4,
                        "price": 349.0,
                        "currency": "EUR",
                    }
                ],
            },
        ),
        "Somos 4, ¿qué precio tiene Lisboa?",
    ),
    "usd": Trade(
        "USD",
        "America/New_York",
        "Casa Verde, cleaning in Queens. Standard cleaning $120, deep cleaning $220, move-out $350. Mon "
        "to Sat, 8 am to 6 pm. "
        "20% off the first visit. Call (718) 555-0199. Visits take 3 hours.",
        ({"ok": True, "slots": ["2026-12-04 09:00", "2026-12-05 13:00"]},),
        "Hi, how much is a deep cleaning? Do you have anything on Friday?",
    ),
    "ars": Trade(
        "ARS",
        "America/Argentina/Buenos_Aires",
        "Indumentaria Sur, Av. Santa Fe 2450, CABA. Remera $15.500, buzo $38.900, jean $52.000. Envío "
        "por correo $4.200. "
        "3 cuotas sin interés. 15% off por transferencia. Lunes a sábado de 10 a 20.",
        (
            {
                "ok": True,
                "productos": [{"nombre": "Buzo", "talle": "M", "precio": 38900, "moneda": "ARS", "disponible": True}],
            },
        ),
        "Hola, ¿tenés el buzo en M?",
    ),
}


@cache
def known(name: str) -> Facts:
    """Returns the facts of a trade's turn."""
    trade = TRADES[name]
    facts = facts_of_text(trade.context, trade.currency) | facts_of_customer(trade.customer, trade.currency)
    results = (facts_of_result(result, trade.currency, trade.timezone) for result in trade.results)
    for each in results:
        facts |= each
    return facts


def situation(name: str) -> Situation:
    """Returns what a trade's drafts are checked against."""
    trade = TRADES[name]
    around = Surroundings(hosts=hosts_of(trade.context), used=trade.used, burst=trade.customer)
    return Situation(known(name), MOMENT, trade.timezone, trade.currency, effects_of(trade.used), around)
