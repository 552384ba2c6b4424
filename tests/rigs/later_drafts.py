"""Answers written after the rules were, each with one thing made up, and each right."""

INVENTED = {
    "bakery": [
        "Mira, la oreja está a $16 y la concha a $15.",
        "Sale, te la mandamos por 45 pesos.",
        "Puedes pasar el sábado antes de las 10 de la noche.",
        "La docena de conchas queda en $160.",
        "Manejamos un 12% de cashback.",
        "Sí, aún nos quedan 4 tres leches.",
        "Nuestra otra sucursal está en Durango 210.",
        "El pedido mínimo para envío es de 350 pesos.",
        "Ya recibimos tu anticipo de $325.",
        "Con eso quedas en lista y tu pastel está reservado.",
    ],
    "shoes": [
        "El modelo Trail, en $1,099, también te puede gustar.",
        "La talla 27 del Runner tiene 6 pares disponibles.",
        "Mándanos 1,350 a la cuenta y listo.",
        "El envío sale gratis en tu compra.",
        "Hoy es el último día de la promo: 25% menos.",
        "Tu guía es la 7489201.",
        "Si pagas antes del jueves 10 de diciembre, te llega a tiempo.",
        "Son dos pares por $2,400.",
    ],
    "dental": [
        "Te agendo a las 10:45 del jueves.",
        "Confirmada tu cita: viernes 9:00.",
        "Serían $162.000 si pagas en efectivo.",
        "¿Te queda mejor el lunes a las 8?",
        "El procedimiento tarda dos horas, dura 2 horas.",
        "La Dra. Ruiz atiende el viernes 4 a las 15:30.",
        "Ortodoncia: 36 cuotas de 90 mil.",
    ],
    "travel": [
        "Os cobramos 1.400 € por los cuatro.",
        "Salida garantizada el domingo 6 de diciembre.",
        "Incluye maleta de 23 kg y traslado de 45 €.",
        "Con la señal de 400 € bloqueamos las plazas.",
    ],
    "repair": [
        "Por $84.990 te la dejo lista.",
        "Pasa después de las 8 de la noche.",
        "Ya quedó reparado y probado tu equipo, tu pago está confirmado.",
    ],
    "usd": [
        "Deep cleaning starts at $199.",
        "We also have Sunday at 10 am.",
        "That's $176 after the discount.",
    ],
    "ars": [
        "Sale 37.900 en efectivo.",
        "Hay 5 en stock.",
        "Llega en 48 horas, el envío demora 48 horas.",
    ],
}

RIGHT = {
    "bakery": [
        "¡Perfecto! ¿La recogerías en tienda o te la enviamos a domicilio por $40?",
        "La concha cuesta $15, la oreja $18 y el cuernito $17. ¿Te anoto algunas?",
        "Claro, dime cuántas roscas necesitas y te digo el total.",
        "Anotado 👍 ¿A qué hora pasarías?",
        "Para eso lo mejor es que te atienda una persona. ¿Te comunico?",
        "Sí, tenemos varias opciones de pago: efectivo, transferencia y tarjeta.",
        "¡Feliz martes! Hoy las conchas están al 2x1.",
        "Rosca grande: $520.\nRosca chica: $280.\nAnticipo: 50%.",
        "Aún no puedo decirte si habrá roscas el sábado.",
        "Si me das tu nombre y la hora, lo confirmo.",
        "Somos una panadería artesanal en la Roma, abierta desde las 7 de la mañana.",
        "¿Son 120 personas en total? Con $2,500 de presupuesto te conviene la rosca grande.",
        "El sábado abrimos de 7 a 21, así que a las 5 de la tarde estamos abiertos.",
    ],
    "shoes": [
        "Te paso el resumen:\n• Runner 500 talla 26 x 2: $2,598.00\n• Envío: $99.00\n• Total: $2,697.00 MXN",
        "Tienes hasta mañana a las 6 de la tarde para confirmar la cotización P-1042.",
        "La bota no la tenemos por ahora; los Runner sí: cuestan $1,299.",
        "Recuerda que tienes 30 días para cambios y hasta 6 meses sin intereses.",
        "¿Quieres que te mande el link de pago?",
        "Si quieres los 2 pares, dime y levanto el pedido.",
        "Ahora te paso los detalles: Runner talla 26, $1,299.",
        "Son para correr, en talla 26, y hay 8 pares.",
    ],
    "shoes_ordered": [
        "¡Gracias! Tu pedido P-1042 está confirmado. El total es de $2,697 y te avisaremos cuando salga.",
    ],
    "dental": [
        "Con gusto. Para limpieza hay dos opciones el jueves (10:00 y 3:30 p. m.) y una el viernes (9:00 a. m.).",
        "¿Te reservo el viernes a las 9 de la mañana con el Dr. Mora?",
        "A las 4 pm del viernes no tenemos espacio; lo más cercano es el jueves a las 3:30 pm.",
        "La valoración no tiene costo, es gratis.",
        "Los lunes atendemos de 8 a 18.",
        "Tu limpieza costaría $180.000. ¿Quieres agendarla?",
    ],
    "dental_booked": [
        "Nos vemos el viernes 4 a las 9 a. m. 😊",
        "Tu cita es la C-88, este viernes a las 9:00. La limpieza cuesta $180.000.",
    ],
    "travel": [
        "El sábado 5 de diciembre quedan 4 asientos; para los 4 serían 1.396 €.",
        "¿Preferís la salida del 5 o la del 19 de diciembre?",
        "La oficina cierra hoy a las 20:00.",
    ],
    "repair": [
        "Tu iPhone 13 sigue en revisión con la orden OT-2231.",
        "Sí, la pantalla tiene 3 meses de garantía y son $89.990.",
        "Hoy martes atendemos hasta las 19:30.",
    ],
    "usd": [
        "For a deep cleaning it's $220. Does Friday at 9 work?",
        "You can pay when we're done. The visit takes 3 hours.",
    ],
    "ars": [
        "El buzo M está disponible. Te sale $38.900, y el envío $4.200.",
        "Dale, ¿a qué dirección te lo mandamos?",
    ],
}
