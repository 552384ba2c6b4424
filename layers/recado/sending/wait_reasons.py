"""Why messages wait, in plain words, for the people who read the inbox."""

from recado.kernel.words import Words

WORDS = {
    "number_rate": Words(
        "El número está enviando todo lo que WhatsApp le permite por segundo.",
        "The number is sending as much a second as WhatsApp lets it.",
    ),
    "pair_rate": Words(
        "Este cliente recibió muchos mensajes seguidos. WhatsApp pide una pausa.",
        "This customer was sent many messages in a row. WhatsApp asks for a pause.",
    ),
    "daily_limit": Words(
        "Hoy ya se escribió a tantos clientes nuevos como WhatsApp permite en 24 horas.",
        "As many customers were written to first as WhatsApp allows in 24 hours.",
    ),
    "paused": Words(
        "WhatsApp pidió que el número deje de enviar un rato.",
        "WhatsApp asked that the number stop sending for a while.",
    ),
    "number_off": Words("El número está detenido o desactivado.", "The number is stopped or disabled."),
    "behind": Words(
        "Espera a un mensaje anterior de la conversación.", "It waits for an earlier message of the conversation."
    ),
    "account_locked": Words(
        "WhatsApp bloqueó por un tiempo los primeros mensajes de este número.",
        "WhatsApp has locked this number's first messages to people for a while.",
    ),
    "contact_locked": Words(
        "WhatsApp no dejó escribir a esta persona. Se intentará una vez más.",
        "WhatsApp did not allow writing to this person. It will be tried once more.",
    ),
    "warm_up": Words(
        "El número es nuevo: hoy ya envió todo lo que conviene para no ser bloqueado.",
        "The number is new: today it has sent as much as is wise without being banned.",
    ),
    "offline": Words(
        "El teléfono no está conectado a WhatsApp Web. Saldrá cuando vuelva.",
        "The phone is not connected to WhatsApp Web. It goes out when it is back.",
    ),
    "moving": Words(
        "La sesión está cambiando de servidor. Saldrá en unos segundos.",
        "The session is moving to another server. It goes out in a few seconds.",
    ),
    "suspended": Words(
        "El servicio del negocio está suspendido. Saldrá cuando vuelva.",
        "The business is not in service. It goes out when it is back.",
    ),
    "converting": Words("Se está convirtiendo en nota de voz.", "It is being made a voice note."),
    "retry": Words(
        "No salió al primer intento. Se intentará de nuevo.", "It did not go out at once. It will be tried again."
    ),
}
