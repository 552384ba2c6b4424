"""Answers as people type them: each with one thing made up, each right, and what is known to pass unseen."""

INVENTED = {
    "bakery": [
        "La concha anda en 12 varos",
        "Serían cien pesos de envío hasta Polanco.",
        "El precio por mayoreo (más de 50 conchas) es de $12 c/u.",
        "Cerramos a las diez de la noche entre semana.",
        "Los lunes no abrimos, pero el martes desde las 7.",
        "Para 40 personas necesitas 2 pasteles: mil trescientos cincuenta pesos.",
        "La rosca mide 80 cm y alcanza para 150 invitados.",
        "Te llega mañana a las 3:00 p.m. sin falta.",
        "Dos roscas grandes son mil cien pesos.",
        "Con la tarjeta BBVA tienes el veinte por ciento de descuento.",
        "Sí, todavía quedan roscas para el sábado.",
        "Anticipo: 30%.",
        "Ya quedó tu apartado, pásale el sábado a las 5.",
        "El 6 de enero abrimos desde las 5 am.",
    ],
    "shoes": [
        "Tenemos el Runner en 1099 y el Sierra en 1850.",
        "Los tenis salen a $1299 y con el 10% off quedan en $1169",
        "el envio exprés cuesta 250 y llega al día siguiente",
        "Nos quedan nueve pares.",
        "Puedes apartarlos con $300 y liquidar en 15 días.",
        "Hay 3 x 2 en calcetas y 50% en el segundo par.",
        "Con gusto, ya generé tu pedido con folio P-2042.",
        "Están agotados los Runner talla 26, lo siento.",
        "La garantía es de un año, y los cambios en 60 días.",
        "Tu paquete llega el viernes 4 de diciembre.",
        "Confirmado ✅ 2 pares Runner 26.",
        "La Bota Sierra cuesta $1,299.",
        "Los Runner están en $1,850.",
        "Sí tenemos la Sierra, quedan 8 pares.",
    ],
    "dental": [
        "Le puedo ofrecer el viernes en la tarde, a las cuatro en punto.",
        "¿Le sirve el sábado 5 a las 10?",
        "El jueves a las 10:30 hay cupo con la doctora.",
        "Cuesta 180 mil más 35 mil de la radiografía.",
        "El blanqueamiento quedaría en 585.000 con el descuento de efectivo.",
        "Listo, su cita fue reprogramada.",
        "Abrimos de 8 a 12 y de 2 a 6, de lunes a viernes.",
        "La consulta de valoración tiene un costo de $50.000.",
        "Mañana miércoles 2 de diciembre a las 9 está libre.",
    ],
    "repair": [
        "Sale 75 lucas con vidrio incluido",
        "En una hora te lo entregamos, el plazo es de 1 hora.",
        "La pantalla original vale ciento veinte mil pesos.",
        "Tenemos stock de la pantalla, quedan 3.",
        "Hacemos envíos a regiones por $5.990.",
        "La batería del 11 está en $19.990",
    ],
    "travel": [
        "El precio total para los cuatro es de 1.200 euros.",
        "Salís el sábado 5 a las 6 de la mañana.",
        "Hay plazas libres para el 26 de diciembre.",
        "El hotel está a 300 m del centro y el desayuno son 12 € al día.",
        "La reserva se ha confirmado, os esperamos.",
    ],
    "usd": [
        "It'd be $180 for the deep cleaning.",
        "We can do Friday at noon.",
        "Move-out cleaning takes 5 hours and is $350.",
        "Your booking is confirmed for Friday at 9.",
        "We only have 1 left this week: Thursday at 3pm.",
    ],
    "ars": [
        "El buzo te sale 35.010 con transferencia.",
        "Tenemos 12 cuotas fijas de $3.241.",
        "Está en 32 lucas.",
    ],
}  # fmt: skip

RIGHT = {
    "bakery": [
        "Va, entonces serían 2 roscas grandes: $1,040. ¿A nombre de quién?",
        "Uy, el domingo cerramos a las 2 de la tarde 😅",
        "Claro, el cuernito cuesta 17 y la concha 15.",
        "Ese dato no lo tengo, pero si gustas te atiende una persona del equipo.",
        "10 conchas y 10 orejas: $150 y $180.",
        "Media docena de bolillos no la tengo cotizada, la docena cuesta $60.",
        "Para el sábado a las 5 de la tarde, ¿sería rosca chica o grande?",
        "Buen día! Sí, hoy es martes de 2x1 en conchas 🥳",
        "De lunes a sábado abrimos a las siete de la mañana.",
        "No contamos con pan sin gluten por el momento.",
        "El anticipo es del 50 %, o sea la mitad, y lo demás al recibir.",
        "Puedes hacer tu pedido con 2 días de anticipación, ¿qué fecha necesitas?",
    ],
    "shoes": [
        "¡Qué tal! El par está en $1,299. Los dos te salen en $2,598 y el envío son $99.",
        "Serían $2,697 ya con envío 🚚",
        "De la talla 26 tenemos 8 pares, así que alcanza para los 2 que quieres.",
        "La Sierra en 27 no la tenemos disponible por ahora.",
        "Sí, aceptamos cambios en los primeros 30 días.",
        "¿Me compartes tu dirección para levantar el pedido?",
        "Te los podemos mandar, el envío tarda de 3 a 5 días hábiles.",
        "Mañana a las 18:00 vence tu cotización P-1042.",
        "Todavía no he registrado tu pedido; ¿lo confirmo?",
    ],
    "dental": [
        "Para la tarde del viernes no me queda cupo, pero tengo el jueves a las 3:30 p. m.",
        "Jueves 3 de dic: 10:00 y 15:30. Viernes 4 de dic: 9:00. ¿Cuál te queda mejor?",
        "El jueves en la mañana tengo a las 10, con la Dra. Ruiz.",
        "Sí tenemos parqueadero y es gratis.",
        "La limpieza queda en $180.000; toma unos 45 minutos.",
        "¿Te agendo el viernes a las 9 de la mañana?",
        "Los domingos no atendemos.",
        "A las cuatro de la tarde del viernes ya no tengo espacio.",
    ],
    "repair": [
        "Hola! La pantalla del 13 está en $89.990 e incluye 3 meses de garantía.",
        "La del iPhone 11 sale $45.990.",
        "El diagnóstico vale 10 mil pesos y se descuenta de la reparación.",
        "Trabajamos de lunes a viernes, de 10 de la mañana a 7 y media de la tarde.",
        "Los sábados estamos cerrados.",
    ],
    "travel": [
        "Serían 1.396 € en total por los 4.",
        "El vuelo del día 5 sale a las 8:25 y tiene 4 asientos libres.",
        "La señal (30 %) se paga al reservar.",
        "De lunes a viernes estamos de 10 a 14 y de 17 a 20.",
        "Tenéis París por 589 €/persona.",
    ],
    "usd": [
        "The first visit is 20% off, and the regular price is $220.",
        "We have Saturday, December 5 at 1 PM.",
        "Sure! Is the cleaning for a house or an apartment?",
        "No, we don't open on Sundays.",
    ],
    "ars": [
        "¡Dale! El buzo está $38.900 y si pagás por transferencia tenés un 15% menos.",
        "Son 3 cuotas sin interés. ¿Querés que te reserve el M?",
        "El jean sale 52 mil y la remera 15.500.",
    ],
}  # fmt: skip

# A fact of the business, said of something else: its own text does not tell what a number belongs to.
UNSEEN = {
    "bakery": [
        (
            "Para 120 personas te recomiendo 6 pasteles de tres leches. El total sería de $3,600 y requerimos "
            "50% de anticipo."
        ),
        "Va! el tres leches te lo dejamos en 600 cerraditos",
    ],
}  # fmt: skip
