"""Why messages wait, in plain words, for the people who read the inbox."""

WORDS: dict[str, dict[str, str]] = {
    "number_rate": {
        "es": "El número está enviando todo lo que WhatsApp le permite por segundo.",
        "en": "The number is sending as much a second as WhatsApp lets it.",
    },
    "pair_rate": {
        "es": "Este cliente recibió muchos mensajes seguidos. WhatsApp pide una pausa.",
        "en": "This customer was sent many messages in a row. WhatsApp asks for a pause.",
    },
    "daily_limit": {
        "es": "Hoy ya se escribió a tantos clientes nuevos como WhatsApp permite en 24 horas.",
        "en": "As many customers were written to first as WhatsApp allows in 24 hours.",
    },
    "paused": {
        "es": "WhatsApp pidió que el número deje de enviar un rato.",
        "en": "WhatsApp asked that the number stop sending for a while.",
    },
    "number_off": {
        "es": "El número está detenido o desactivado.",
        "en": "The number is stopped or disabled.",
    },
    "behind": {
        "es": "Espera a un mensaje anterior de la conversación.",
        "en": "It waits for an earlier message of the conversation.",
    },
    "account_locked": {
        "es": "WhatsApp bloqueó por un tiempo los primeros mensajes de este número.",
        "en": "WhatsApp has locked this number's first messages to people for a while.",
    },
    "contact_locked": {
        "es": "WhatsApp no dejó escribir a esta persona. Se intentará una vez más.",
        "en": "WhatsApp did not allow writing to this person. It will be tried once more.",
    },
    "warm_up": {
        "es": "El número es nuevo: hoy ya envió todo lo que conviene para no ser bloqueado.",
        "en": "The number is new: today it has sent as much as is wise without being banned.",
    },
    "offline": {
        "es": "El teléfono no está conectado a WhatsApp Web. Saldrá cuando vuelva.",
        "en": "The phone is not connected to WhatsApp Web. It goes out when it is back.",
    },
    "moving": {
        "es": "La sesión está cambiando de servidor. Saldrá en unos segundos.",
        "en": "The session is moving to another server. It goes out in a few seconds.",
    },
    "suspended": {
        "es": "El servicio del negocio está suspendido. Saldrá cuando vuelva.",
        "en": "The business is not in service. It goes out when it is back.",
    },
    "converting": {
        "es": "Se está convirtiendo en nota de voz.",
        "en": "It is being made a voice note.",
    },
    "retry": {
        "es": "No salió al primer intento. Se intentará de nuevo.",
        "en": "It did not go out at once. It will be tried again.",
    },
}
