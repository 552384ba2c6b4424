"""Ordinary conversations of people with a business, which no brake may take for a machine's."""

from typing import Final

Line = tuple[str, str] | tuple[str, str, float]  # who (c: customer, a: agent, p: person), text, seconds since the last

HOURS: Final = "Abrimos de lunes a sábado de 7:00 a 20:00. ¿Te puedo ayudar en algo más?"
MENU: Final = "Tenemos conchas a 18 pesos, bolillos a 4 y pastel de tres leches a 420. ¿Qué te gustaría pedir?"
NOT_KNOWN: Final = "No tengo ese dato a la mano, pero con gusto lo reviso con el equipo de la tienda."

PEOPLE: Final[dict[str, list[Line]]] = {
    "says hello three times": [
        ("c", "Hola"), ("a", "¡Hola! ¿Qué se te antoja?"), ("c", "Hola"), ("a", "¡Hola!"), ("c", "Hola"),
    ],
    "says yes to everything": [
        ("c", "Quiero pan"), ("a", "¿Conchas?"), ("c", "sí", 2), ("a", "¿De vainilla?"), ("c", "sí", 2),
        ("a", "¿Una docena?"), ("c", "sí", 2), ("a", "¿Para hoy?"), ("c", "sí", 2), ("a", "¿A domicilio?"),
        ("c", "Sí", 2), ("a", "¿Pago en efectivo?"), ("c", "si", 2),
    ],
    "says ok after every step": [
        ("a", "Anoto tu pedido."), ("c", "ok"), ("a", "Son 220 pesos."), ("c", "Ok"), ("a", "Sale a las 5."),
        ("c", "OK"), ("a", "Te avisamos."), ("c", "ok 👍"),
    ],
    "says thanks again and again": [
        ("c", "Gracias"), ("a", "De nada"), ("c", "gracias"), ("a", "A ti"), ("c", "Gracias!"), ("a", "¡Buen día!"),
        ("c", "muchas gracias"), ("a", "¡Hasta luego!"), ("c", "gracias"),
    ],
    "asks again because nobody answered": [
        ("c", "¿A qué hora abren?"), ("c", "¿A qué hora abren?", 600), ("a", HOURS),
    ],
    "asks the same thrice before the first answer": [
        ("c", "Buenas, ¿tienen pastel de tres leches?"), ("c", "¿Tienen pastel de tres leches?", 120),
        ("c", "¿Tienen pastel de tres leches?", 120), ("a", MENU), ("c", "perfecto"),
    ],
    "asks again since the answer missed the point": [
        ("c", "¿Cuánto cuesta el envío a Coyoacán?"), ("a", NOT_KNOWN), ("c", "¿Cuánto cuesta el envío a Coyoacán?"),
        ("a", "Permíteme un momento"), ("c", "Nada más quiero saber lo del envío"),
    ],
    "quotes our price in a question": [
        ("c", "¿Qué tienen?"), ("a", MENU), ("c", "¿Dices que pastel de tres leches a 420?"), ("a", "Así es"),
        ("c", "¿Y las conchas a 18 pesos, o ya subieron?"), ("a", "A 18"), ("c", "va"),
    ],
    "sends our text back once with a question": [
        ("c", "¿Horario?"), ("a", HOURS), ("c", f"{HOURS} ¿también en festivos?"), ("a", "Sí"), ("c", "Gracias"),
    ],
    "confirms an address in our own words": [
        ("a", "¿Orizaba 87, Roma Norte?"), ("c", "Orizaba 87, Roma Norte"), ("a", "¿Entre qué calles?"),
        ("c", "Entre Colima y Tabasco"), ("a", "¿Entre Colima y Tabasco?"), ("c", "Sí, entre Colima y Tabasco"),
    ],
    "presses the buttons we offered": [
        ("a", "¿Recoger o a domicilio?"), ("c", "A domicilio", 2), ("a", "¿Hoy o mañana?"), ("c", "Mañana", 2),
        ("a", "¿Efectivo o tarjeta?"), ("c", "Tarjeta", 2),
    ],
    "orders item by item quickly": [
        ("c", "2 conchas"), ("a", "Anotado", 3), ("c", "3 conchas de vainilla", 4), ("a", "Anotado", 3),
        ("c", "1 concha de chocolate", 4), ("a", "Anotado", 3), ("c", "4 bolillos", 4), ("a", "Anotado", 3),
        ("c", "2 cuernos", 4), ("a", "Anotado", 3), ("c", "1 pastel de tres leches", 4), ("a", "Anotado", 3),
        ("c", "es todo", 4), ("a", "Son 542 pesos", 3), ("c", "ok", 4),
    ],
    "orders alike items": [
        ("c", "una caja de galletas de avena"), ("a", "Anotado"), ("c", "una caja de galletas de nuez"),
        ("a", "Anotado"), ("c", "una caja de galletas de limón"), ("a", "Anotado"),
        ("c", "una caja de galletas de coco"),
    ],
    "orders the same on three days": [
        ("c", "Buenos días, me mandan lo de siempre por favor"), ("a", "¡Claro! Va en camino."),
        ("c", "Gracias"), ("a", "¡A ti!"), ("c", "Buenos días, me mandan lo de siempre por favor", 86_400),
        ("a", "¡Claro! Va en camino."), ("c", "Gracias"), ("a", "¡A ti!"),
        ("c", "Buenos días, me mandan lo de siempre por favor", 86_400),
    ],
    "orders the same on three days without a thanks": [
        ("c", "Buenos días, me mandan lo de siempre por favor"), ("a", "¡Claro! Va en camino."),
        ("c", "Buenos días, me mandan lo de siempre por favor", 86_400), ("a", "¡Claro! Va en camino."),
        ("c", "Buenos días, me mandan lo de siempre por favor", 86_400),
    ],
    "dictates long sentences, at a person's pace": [
        ("c", "Hola, buenas tardes, quisiera un pastel para el cumpleaños de mi hija"), ("a", "¡Claro! ¿Cuándo?", 4),
        ("c", "Sería para el sábado que viene, a eso de las cuatro de la tarde", 18), ("a", "¿Sabor?", 4),
        ("c", "De tres leches con fresas, y que diga Felicidades Valentina", 15), ("a", "¿Personas?", 4),
        ("c", "Somos como veinticinco personas contando a los niños chiquitos", 14), ("a", "Anotado", 4),
        ("c", "Y también necesito velitas y platos desechables si es que tienen", 16),
    ],
    "pastes quick long answers twice": [
        ("a", "¿Dirección?"), ("c", "Calle Orizaba 87, interior 4, Roma Norte, Cuauhtémoc, 06700", 3),
        ("a", "¿Datos de factura?"), ("c", "LUZ990101AB1, Farmacia Luz SA de CV, régimen 601, uso G03", 3),
        ("a", "¿Correo?"), ("c", "ana@luz.mx", 4),
    ],
    "asks what a person was asked, of a person": [
        ("c", "¿Tienen pan de muerto?"), ("p", "Sí, señora"), ("c", "¿Tienen pan de muerto?"), ("p", "Que sí"),
        ("c", "¿Tienen pan de muerto?"), ("p", "Sí hay"),
    ],
    "asks twice whether this is a machine": [
        ("c", "¿Eres un asistente virtual?"), ("a", "Sí, soy el asistente de la panadería"),
        ("c", "No quiero un asistente virtual, quiero hablar con alguien"),
    ],
    "is tired of automatic answers": [
        ("c", "¿Esto es una respuesta automática?"), ("a", "Soy el asistente de la panadería"),
        ("c", "Otra respuesta automática no, por favor. ¿Me comunicas con alguien?"),
    ],
    "asks about deliveries after hours": [
        ("c", "¿Atienden fuera de horario?"), ("a", NOT_KNOWN), ("c", "¿Y cobran más por entregar fuera de horario?"),
    ],
    "cannot be there": [
        ("c", "El lunes no estamos disponibles, ¿puede ser el martes?"), ("a", "Claro, ¿a qué hora?"),
        ("c", "Ay, el martes tampoco, no estamos disponibles en la mañana. ¿A las 6?"),
    ],
    "thanks for every message": [
        ("c", "Gracias por tu mensaje, ¿y de chocolate tienen?"), ("a", "Sí, a 18 pesos"),
        ("c", "Gracias por tu mensaje. Entonces quiero seis"), ("a", "Anotado"), ("c", "gracias por su mensaje"),
    ],
    "thanks for being contacted": [
        ("a", "Hola, te escribimos de la panadería: tu pastel está listo."),
        ("c", "Gracias por contactarme, ¿hasta qué hora puedo pasar?"), ("a", HOURS),
        ("c", "Gracias por escribir, paso a las 6"),
    ],
    "wants what is late, at once": [
        ("c", "Ya pasó una hora y no llega mi pedido"), ("a", "Reviso con el equipo"), ("c", "??", 20),
        ("a", "Sigo revisando"), ("c", "???", 20), ("a", "Un momento"), ("c", "????", 20),
    ],
    "sends stickers and laughter": [
        ("c", "jajajajaja"), ("a", "😄"), ("c", "jajajajajaja"), ("a", "😄"), ("c", "jajajajajajaja"),
        ("a", "¿Te puedo ayudar?"), ("c", "jajajajajaja no, gracias"),
    ],
    "answers with numbers": [
        ("a", "¿Cuántas conchas?"), ("c", "12"), ("a", "¿Cuántos bolillos?"), ("c", "12"), ("a", "¿Cuernos?"),
        ("c", "12"), ("a", "¿Orejas?"), ("c", "12"),
    ],
    "writes in many short pieces": [
        ("c", "oye"), ("c", "una pregunta", 2), ("c", "¿hacen pasteles?", 3), ("a", "Sí"), ("c", "ah ok", 3),
        ("c", "y", 2), ("c", "¿de cuántos pisos?", 3), ("a", "Hasta tres"), ("c", "uy", 2), ("c", "qué padre", 2),
    ],
    "is English, and polite": [
        ("c", "Hi, are you open on Sunday?"), ("a", "From Monday to Saturday, 7 to 20 h."),
        ("c", "Thank you for your message! And on Christmas Eve?"), ("a", "Yes, until 15 h."),
        ("c", "Thank you for your message, see you then"),
    ],
    "asks whether we will be out of office": [
        ("c", "Will you be out of office on Friday?"), ("a", "We are open on Friday."),
        ("c", "Good, since my boss is out of office and I must pick it up"),
    ],
}  # fmt: skip

# What people say, whatever they are answered.
_SAID: Final[tuple[tuple[str, ...], ...]] = (
    ("¿Me regalas el menú por favor?", "Perdón, ¿me regalas el menú por favor?", "gracias"),
    ("Estoy fuera de la oficina, ¿me lo llevan a casa?", "Es que hoy estoy fuera de la oficina todo el día"),
    ("Gracias por contactar conmigo tan rápido", "Gracias por contactar conmigo de nuevo, sí quiero el pastel"),
    ("En breve te deposito", "Ya casi, en breve te mando el comprobante", "En breve te aviso"),
    ("Gracias por escribir a mi mamá", "Gracias por escribir a mi hermana también"),
    (
        "no me llegó el código de verificación",
        "sigue sin llegar el código de verificación",
        "no me llegó el código de verificación",
    ),
    ("Quiero 3 docenas de conchas", "Quiero 3 docenas de conchas", "Quiero 3 docenas de conchas por favor"),
    ("¿Hay alguien ahí? Quiero una persona", "Quiero hablar con una persona por favor", "Persona por favor"),
    ("buenas noches", "buenas noches vecina", "buenas noches"),
    ("Un asesor te dijo que sí o no?", "Un asesor me dijo que mañana", "Pues un asesor te lo puede confirmar"),
    ("claro que sí", "claro que sí", "claro que sí", "claro que sí"),
    ("está bien gracias", "está bien, gracias", "esta bien gracias"),
    ("Gracias por la atención, muy amables", "Gracias por la atención de siempre", "Gracias por la atención"),
    ("¿Me pueden atender fuera del horario?", "Sí, fuera del horario de la mañana"),
    ("Un asesor se comunicó conmigo ayer", "Un asesor se comunicó conmigo ayer y no resolvió"),
    ("Somos de la oficina de enfrente", "Estamos fuera de la oficina, en la entrada"),
    ("En breve le digo a mi esposo", "En breve le contesto"),
    ("Gracias por comunicarte conmigo", "Gracias por comunicarte conmigo otra vez, qué amable"),
    ("sí, muchas gracias", "sí, muchas gracias", "sí, muchas gracias"),
    (
        "¿Sigue disponible el pastel de zanahoria?",
        "¿Y el de chocolate sigue disponible?",
        "¿Y el de limón sigue disponible?",
    ),
    ("Soy Marta, la asistente del doctor Ruiz", "Le aviso al doctor", "El doctor dice que sí"),
    ("A nombre de Juan Pérez López, por favor", "Sí, a nombre de Juan Pérez López", "Juan Pérez López"),
    ("I got an automatic reply from you", "Please no automatic reply, I need a person"),
)  # fmt: skip

PEOPLE.update(
    {said[0]: [line for text in said for line in (("c", text, 30.0), ("a", "Con gusto", 4.0))] for said in _SAID}
)
