"""Conversations that machines keep up: what each says, turn by turn, whatever it is answered.

A machine says its lines in order and then its last one for ever. `echoes`: it sends back what it was just told.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Machine:
    says: tuple[str, ...] = ()
    echoes: bool = False
    seconds: float = 2  # it takes to answer


OFF: Final = "Gracias por comunicarte con Farmacia Luz. En breve un asesor te atenderá."

MACHINES: Final[dict[str, Machine]] = {
    "automatic answerer": Machine(
        ("Hola, soy un asistente automático.", "Gracias por su mensaje, en breve le atendemos. ¿Algo más?")
    ),
    "pharmacy": Machine((OFF,)),
    "closed": Machine(("Por el momento estamos fuera de horario. Nuestro horario de atención es de 9 a 18 h.",)),
    "automatic message": Machine(("Este es un mensaje automático, favor de no responder a este número.",)),
    "out of the office": Machine(("Hola, estoy fuera de la oficina hasta el lunes. Saludos, Raúl Ortega",)),
    "virtual assistant": Machine(("¡Hola! Soy Lía, tu asistente virtual. ¿En qué puedo ayudarte hoy?",)),
    "not available": Machine(("En este momento no estamos disponibles. Deja tu mensaje y te contactamos.",)),
    "English out of office": Machine(("I am out of the office until Monday and will answer then.",)),
    "English greeter": Machine(("Thank you for contacting ACME. We will get back to you as soon as possible.",)),
    "English auto-reply": Machine(("[Auto-reply] Your message was received.",)),
    "menu": Machine(("Elija una opción: 1 ventas, 2 soporte, 3 hablar con un asesor",)),
    "menu with a counter": Machine(
        tuple(f"Opción no válida. Escriba MENU para volver al menú inicial de la tienda. ({at})" for at in range(1, 6))
    ),
    "ticket": Machine(tuple(f"Su solicitud ha sido registrada con el folio {at}. Le responderemos por correo a la "
                            "brevedad posible, agradecemos su paciencia." for at in range(40117, 40122))),
    "echo": Machine(echoes=True),
    "slow echo": Machine(echoes=True, seconds=50),
    "slow menu": Machine(("Bienvenido a Telmax. Marque 1 para facturas o 2 para fallas.",), seconds=120),
    "survey": Machine(("¿Cómo calificarías nuestra atención? Responde con un número del 1 al 5.",)),
}  # fmt: skip

_SAID: Final = (
    "Su mensaje es importante para nosotros. Un ejecutivo lo atenderá en unos minutos.",
    "¡Hola! Gracias por comunicarte a Dental Sonrisa. Te responderemos a la brevedad.",
    "Este número es solo para notificaciones. Para aclaraciones llame al 800 123 4567.",
    "Lo siento, no entendí tu respuesta. Por favor escribe una opción del menú.",
    "Thanks for reaching out! Our team is away and will reply as soon as we can.",
    "Estimado cliente, nuestro horario es de lunes a viernes de 9 a 6. Le atenderemos después.",
    "Recibimos tu mensaje ✅ Te contestamos pronto.",
    "Soy el bot de Ferretería Paco 🤖. Escribe 1 para precios, 2 para ubicación.",
    "Hi, I'm currently driving and will get back to you later.",
    "Gracias por contactarnos. En breve uno de nuestros agentes se comunicará contigo.",
    "Estoy de vacaciones hasta el 10 de enero. Para urgencias escribe a Luis.",
    "Escriba su número de cliente para continuar con su solicitud.",
    "Hemos recibido su consulta. Nuestro equipo la revisará y le contestará a la brevedad.",
    "Gracias por escribirnos. Nuestro horario de atención es de 8 a 17 h.",
    "¡Hola! 👋 Soy Max, tu asistente virtual de Autos del Norte. Elige: 1. Cotizar 2. Citas",
    "El usuario no está disponible en este momento. Intente más tarde.",
    "We have received your message and will respond within 24 hours.",
    "Respuesta automática: estoy en junta, te marco más tarde.",
    "Bienvenido al portal de pagos. Ingrese los 10 dígitos de su servicio.",
    "Tu pedido está en proceso. Sigue su estado en nuestra página.",
    "Out of office: back on January 7th. For urgent matters call reception.",
    "Lo sentimos, este canal no recibe mensajes de clientes.",
    "Hola, te saluda el área de cobranza. Responde SI para recibir tu estado de cuenta.",
)

MACHINES.update({said: Machine((said,), seconds=3) for said in _SAID})
