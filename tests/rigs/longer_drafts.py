"""Whole answers as models write them: each with one thing made up, and each right."""

INVENTED = {
    "bakery": [
        "¡Hola! 😊 Claro que sí, tenemos:\n\n🥐 *Concha* – $15\n🥐 *Oreja* – $20\n\n¿Cuántas te aparto?",
        "¡Con gusto! Nuestro horario es:\n• Lunes a sábado: 7:00 am – 9:00 pm\n• Domingo: 8:00 am – 3:00 pm",
        "Perfecto, el anticipo sería de $325 y lo puedes transferir hoy mismo a la cuenta 012180001234567891.",
        "La rosca grande rinde para 20 personas, cuesta $520 y con tu cupón te queda en $468.",
        "Hacemos entregas en toda la ciudad por 85 pesos, o gratis si tu compra pasa de 600.",
        "¡Buenas noticias! Este miércoles también tenemos 2x1 en conchas y 15% de descuento en pasteles.",
        "Tu pedido ya va en camino, llega alrededor de las 6:30 pm.",
        "Te confirmo que tu rosca grande quedó apartada para el sábado 5 de diciembre.",
        "El pastel trae 2 kilos de relleno y pesa 3,500 gramos; cuesta $650.",
    ],
    "shoes": [
        "¡Hola! Los *Runner 500* talla 26 están en $1,299 y la *Bota Sierra* en $1,750. ¿Cuál te gusta?",
        "Va, te los dejo en $999 porque es lo que pagarías en otro lado 😉",
        "Dos pares: $2,598\nEnvío: $99\nDescuento: -$100\n*Total: $2,597*",
        "¡Apúrate! Solo quedan 2 pares y la promoción termina el viernes.",
        "Sí manejamos meses sin intereses: 3, 6, 9 y 12 meses sin intereses.",
        "Con gusto. Tu pedido P-1042 quedó registrado y tu total es de $2,697.",
        "Si pagas hoy, el envío sale el jueves 3 de diciembre y te llega el lunes 7.",
        "Tenemos sucursal en Plaza Satélite local 214, abierta hasta las 9 pm.",
        "Your total is $2,697.00 and your order has been confirmed.",
        "Son de piel genuina, con 18 meses de garantía.",
    ],
    "dental": [
        "¡Hola! 🦷 Para el viernes tengo:\n- 9:00 am\n- 11:00 am\n¿Cuál prefieres?",
        "Claro que sí. El viernes 4 de diciembre a las 4:00 p. m. te espera el Dr. Mora.",
        "Perfecto, te dejo apartado el jueves 3 a las 15:30 con la Dra. Ruiz ✅",
        "La limpieza con flúor queda en $210.000 y toma 45 minutos.",
        "Tenemos disponibilidad mañana a las 10:00 am con la Dra. Ruiz.",
        "El valor es de ciento ochenta mil pesos, pero esta semana tenemos 20 por ciento de descuento.",
        "Puedes pagar a la cuenta de ahorros Bancolombia 65712345678.",
        "Atendemos de lunes a viernes de 7 a. m. a 6 p. m.",
        "La ortodoncia se paga en 24 cuotas de $133.000.",
        "Está disponible el jueves a las nueve y media.",
    ],
    "repair": [
        "¡Hola! El cambio de pantalla del iPhone 13 128GB tiene un valor de $89.990 y demora aprox. 48 horas.",
        "Podemos igualar: te la dejamos en 70 mil pesos con garantía de 3 meses.",
        "La batería te sale $24.990 y si llevas pantalla + batería el pack queda en $99.990.",
        "Tu equipo estará listo hoy a las 18:00.",
        "Revisamos tu orden OT-2231: ya fue pagada, puedes retirar.",
        "Estamos en Providencia 1550, oficina 405.",
    ],
    "travel": [
        "¡Hola! Para 4 personas el viaje a Lisboa queda en 1.396 € y el seguro en 120 €.",
        "La oferta incluye vuelo, 3 noches y desayuno por 349 €; la señal sería de 104,70 €.",
        "El vuelo de vuelta es el martes 8 de diciembre a las 21:40.",
        "Quedan solo 2 asientos en el vuelo del 5 de diciembre.",
        "París: 4 noches por 559 € por persona, salida el 19 de diciembre.",
        "Las salidas son los sábados 5, 12 y 19 de diciembre.",
    ],
    "usd": [
        "Hi! A deep cleaning is $220. With your 20% first-visit discount it comes to $175.",
        "Yes, we have availability on Friday at 9 am and at 2:30 pm.",
        "You're all set! I've booked you for Friday, December 4 at 9 am.",
        "Our team can come Thursday at 9 am, the visit takes 3 hours and costs $220.",
    ],
}  # fmt: skip

RIGHT = {
    "bakery": [
        (
            "¡Hola! 😊 Claro que sí, tenemos:\n\n🥐 *Concha* – $15\n🥐 *Oreja* – $18\n🥐 *Cuernito* – "
            "$17\n\n¿Cuántas te gustaría llevar?"
        ),
        "¡Con gusto! Nuestro horario es:\n• Lunes a sábado: 7:00 am – 9:00 pm\n• Domingo: 8:00 am – 2:00 pm",
        (
            "Los pasteles se piden con 2 días de anticipación y un anticipo del 50%. El de tres leches cuesta "
            "$650 y es para 20 personas."
        ),
        (
            "Sí, hacemos envíos a domicilio en la Roma y la Condesa por $40. Si tu compra pasa de $600, el envío "
            "es gratis. 🚚"
        ),
        (
            "Las roscas cuestan $280 la chica y $520 la grande. Para 120 personas, ¿te gustaría que te ayude a "
            "calcular cuántas necesitas?"
        ),
        "Los martes tenemos 2x1 en conchas, ¡y hoy es martes! 🎉",
        "Por supuesto, para tu factura escríbenos a facturas@laespiga.mx.",
        (
            "Lamento la confusión. No puedo confirmar si tendremos rosca para el sábado a las 5; si quieres, una "
            "persona del equipo te responde."
        ),
        "Para apartar tu rosca necesito tu nombre y la hora a la que pasarías por ella.",
        "Somos La Espiga, estamos en Orizaba 35 en la Roma. ¿Vienes en auto o caminando?",
    ],
    "shoes": [
        (
            "¡Hola! Los *Tenis Runner 500* talla 26 están en *$1,299.00 MXN* y sí hay: quedan 8 pares. La *Bota "
            "Sierra* talla 27 está agotada."
        ),
        "Tu cotización P-1042:\n- 2 × Runner talla 26: $2,598\n- Envío: $99\n*Total: $2,697*\n\n¿Te la confirmo?",
        (
            "Entiendo, en otro lado los viste en 999. Nuestro precio es de $1,299 por par y el envío llega en 3 "
            "a 5 días hábiles."
        ),
        "Claro, puedes pagar hasta en 6 meses sin intereses con tarjeta, y tienes 30 días para cambios.",
        "¿Te gustaría que te los enviemos o prefieres recogerlos? Abrimos de 11 a 20 h todos los días.",
        "Si confirmas hoy, levanto tu pedido de 2 pares por $2,697 con envío incluido.",
        "Con gusto. La cotización vence mañana miércoles a las 6 de la tarde.",
        "Aún no registro tu pedido: ¿me confirmas tu dirección?",
    ],
    "dental": [
        (
            "¡Hola! 🦷 Para el viernes 4 de diciembre tengo a las 9:00 am con el Dr. Mora. El jueves 3 tengo "
            "10:00 am y 3:30 pm con la Dra. Ruiz."
        ),
        "El viernes a las 4 pm no tengo espacio, una disculpa. ¿Te queda bien el viernes a las 9:00 a. m.?",
        (
            "La limpieza vale $180.000 y dura 45 minutos. Si pagas en efectivo tienes 10% de descuento. La "
            "valoración es gratis."
        ),
        "Claro, nuestro horario es de lunes a viernes de 8:00 a.m. a 6:00 p.m. y sábados de 9:00 a.m. a 1:00 p.m.",
        (
            "Estos son los horarios de la limpieza:\n\n*Jueves 3 de diciembre*\n10:00 a. m. – Dra. Ruiz\n3:30 p. "
            "m. – Dra. Ruiz\n\n*Viernes 4 de diciembre*\n9:00 a. m. – Dr. Mora"
        ),
        "Tu cita quedaría para el jueves a las 3:30 de la tarde. ¿La agendo?",
        "Contamos con parqueadero gratis y estamos en la calle 93 #11-26.",
        "El blanqueamiento tiene un costo de $650.000 y la ortodoncia inicia en $3.200.000.",
    ],
    "dental_booked": [
        (
            "¡Todo listo! ✅ Tu cita C-88 quedó agendada:\n📅 Viernes 4 de diciembre\n🕘 9:00 a. m.\nTe pedimos "
            "llegar 10 minutos antes."
        ),
    ],
    "repair": [
        (
            "¡Hola! El cambio de pantalla del iPhone 13 128GB cuesta $89.990, con garantía de 3 meses, y la "
            "reparación demora 24 horas."
        ),
        "No podemos igualar las 70 lucas, pero puedes pagar en 3 cuotas sin interés.",
        "Tu orden OT-2231 (iPhone 13) está en revisión. El diagnóstico son $10.000 y se descuentan de la reparación.",
        "Atendemos de lunes a viernes de 10:00 a 19:30 en Av. Providencia 1550, local 12. Fono: +56 9 8765 4321.",
        "Si quieres cambiar batería y pantalla, son $24.990 y $89.990 respectivamente.",
    ],
    "travel": [
        (
            "¡Hola! Para 4 personas, Lisboa (3 noches) queda en 1.396 €: son 349 € por persona. El seguro son 25 "
            "€ por persona."
        ),
        "La próxima salida es el sábado 5 de diciembre con el vuelo IB3118 a las 8:25, y quedan 4 asientos.",
        "Para reservar pedimos una señal del 30 %. ¿Os encaja la salida del 19 de diciembre?",
        "Abrimos de lunes a viernes, de 10:00 a 14:00 h y de 17:00 a 20:00 h, en la calle Alcalá 200.",
        "París son 589 € por persona, 4 noches. Los niños menores de 12 años pagan la mitad (50 %).",
    ],
    "usd": [
        (
            "Hi! A deep cleaning is $220, and your first visit is 20% off. Friday at 9:00 am is available. Would "
            "you like me to book it?"
        ),
        "We're open Monday through Saturday, 8 am to 6 pm. A visit takes 3 hours. You can also call (718) 555-0199.",
        "On Saturday, December 5 we have 1:00 pm. Does that work for you?",
    ],
    "ars": [
        (
            "¡Hola! Sí, tenemos disponible el buzo en M 🙌 Sale $38.900. Con transferencia tenés 15% off y "
            "también hay 3 cuotas sin interés."
        ),
        (
            "El envío por correo sale $4.200. ¿Te lo mandamos o pasás por Santa Fe 2450? Abrimos de lunes a "
            "sábado de 10 a 20."
        ),
    ],
}  # fmt: skip
