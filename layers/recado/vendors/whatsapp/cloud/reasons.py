"""Meta's error codes in plain words, Spanish and English, for the people who read the inbox (Meta, Error codes)."""

from recado.kernel.words import Words

_TOKEN = Words(
    "El acceso a WhatsApp caducó o fue revocado. Hay que conectar el número de nuevo.",
    "Access to WhatsApp expired or was revoked. Connect the number again.",
)
_PERMISSION = Words(
    "La cuenta de WhatsApp no nos ha dado permiso para hacer esto.",
    "The WhatsApp account has not given us permission to do this.",
)
_TEMPORARY = Words(
    "WhatsApp tuvo un fallo pasajero. Se intentará de nuevo.",
    "WhatsApp had a passing failure. It will be tried again.",
)
_BUSY = Words(
    "Se hicieron demasiadas peticiones a WhatsApp en poco tiempo. Se seguirá más despacio.",
    "Too many requests were made to WhatsApp in a short time. Sending goes on more slowly.",
)
_RESTRICTED = Words(
    "Meta restringió o desactivó la cuenta de WhatsApp por sus políticas.",
    "Meta restricted or disabled the WhatsApp account because of its policies.",
)
_PAYMENT = Words(
    "Hay un problema con el método de pago de la cuenta de WhatsApp.",
    "There is a problem with the WhatsApp account's payment method.",
)
_BAD_REQUEST = Words("WhatsApp no entendió el mensaje: le falta un dato o uno no vale.",
                "WhatsApp did not understand the message: something is missing or not valid.")  # fmt: skip
_TEMPLATE_VALUES = Words(
    "Los valores de la plantilla no encajan con sus variables.",
    "The template's values do not fit its variables.",
)
_REGISTRATION = Words(
    "El número no está registrado en la API de WhatsApp.",
    "The number is not registered with WhatsApp's API.",
)
_CALLS = Words("WhatsApp no permitió la llamada.", "WhatsApp did not allow the call.")
_FORM = Words("El formulario no se puede usar ahora.", "The form cannot be used now.")
_BLOCKING = Words(
    "WhatsApp no pudo bloquear o desbloquear al cliente.",
    "WhatsApp could not block or unblock the customer.",
)
_USERNAME = Words("WhatsApp no aceptó el nombre de usuario.", "WhatsApp did not accept the username.")
_GROUP = Words("WhatsApp no aceptó la acción en el grupo.", "WhatsApp did not accept this in the group.")
_MARKETING = Words(
    "El número no puede enviar este mensaje de marketing.",
    "The number may not send this marketing message.",
)

REASONS: dict[int, Words] = {
    **dict.fromkeys(range(131201, 131216), _GROUP),
    **dict.fromkeys(range(133000, 133016), _REGISTRATION),
    **dict.fromkeys(range(134100, 134104), _MARKETING),
    **dict.fromkeys(range(138000, 138019), _CALLS),
    **dict.fromkeys(range(139000, 139005), _FORM),
    **dict.fromkeys(range(139100, 139104), _BLOCKING),
    **dict.fromkeys(range(147001, 147006), _USERNAME),
    0: _TOKEN,
    190: _TOKEN,
    3: _PERMISSION,
    10: _PERMISSION,
    131005: _PERMISSION,
    1: _TEMPORARY,
    2: _TEMPORARY,
    131000: _TEMPORARY,
    131016: _TEMPORARY,
    4: _BUSY,
    80007: _BUSY,
    130429: _BUSY,
    33: _BAD_REQUEST,
    100: _BAD_REQUEST,
    131008: _BAD_REQUEST,
    131009: _BAD_REQUEST,
    368: _RESTRICTED,
    131031: _RESTRICTED,
    130472: Words(
        "El cliente está en un grupo de prueba de Meta que no recibe mensajes de marketing.",
        "The customer is in a test group of Meta's that receives no marketing messages.",
    ),
    130497: Words("La cuenta no puede escribir a ese país.", "The account may not write to that country."),
    131020: Words(
        "El grupo no existe o ya no está disponible.", "The group does not exist or is not available any more."
    ),
    131021: Words("El número no puede escribirse a sí mismo.", "The number cannot write to itself."),
    131026: Words(
        "No se pudo entregar: el número no tiene WhatsApp, usa una versión antigua o no aceptó sus condiciones.",
        "It could not be delivered: the number has no WhatsApp, an old version of it, or has not accepted its terms.",
    ),
    131030: Words(
        "Es un número de prueba y el destinatario no está en su lista de permitidos.",
        "This is a test number and the recipient is not on its list of allowed ones.",
    ),
    131037: Words(
        "Meta no ha aprobado el nombre visible del número.", "Meta has not approved the number's display name."
    ),
    131041: Words("WhatsApp no aceptó el mensaje para el grupo.", "WhatsApp did not accept the message for the group."),
    131042: _PAYMENT,
    131044: _PAYMENT,
    131045: _REGISTRATION,
    133010: _REGISTRATION,
    131047: Words(
        "Pasaron más de 24 horas desde el último mensaje del cliente. Solo se puede enviar una plantilla.",
        "More than 24 hours have passed since the customer's last message. Only a template can be sent.",
    ),
    131048: Words(
        "Demasiados mensajes del número fueron bloqueados o marcados como spam. Meta limita sus envíos.",
        "Too many of the number's messages were blocked or marked as spam. Meta limits what it sends.",
    ),
    131049: Words(
        "Meta no entregó el mensaje para no saturar al cliente de marketing. No lo reenvíe antes de 24 horas.",
        "Meta did not deliver it, so as not to flood the customer with marketing. Do not resend it within 24 hours.",
    ),
    131050: Words(
        "El cliente pidió no recibir mensajes de marketing.",
        "The customer asked not to receive marketing messages.",
    ),
    131051: Words("WhatsApp no admite este tipo de mensaje.", "WhatsApp does not support this type of message."),
    131052: Words("No se pudo descargar el archivo del cliente.", "The customer's file could not be downloaded."),
    131053: Words("No se pudo subir el archivo a WhatsApp.", "The file could not be uploaded to WhatsApp."),
    131056: Words(
        "Se enviaron demasiados mensajes seguidos a este cliente. Se esperará un poco.",
        "Too many messages in a row were sent to this customer. It will wait a little.",
    ),
    131057: Words(
        "El número está en mantenimiento unos minutos. Se intentará de nuevo.",
        "The number is under maintenance for some minutes. It will be tried again.",
    ),
    131059: Words(
        "WhatsApp perdió la página de la lista que se pedía.", "WhatsApp lost the page of the list asked for."
    ),
    131062: Words(
        "Este mensaje necesita el número de teléfono del cliente, y WhatsApp no lo comparte.",
        "This message needs the customer's phone number, which WhatsApp does not share.",
    ),
    131063: Words(
        "Las plantillas de marketing están desactivadas para este número.",
        "Marketing templates are disabled for this number.",
    ),
    131064: Words(
        "Se alcanzó el límite de envíos por plantillas mal clasificadas.",
        "The sending limit was reached because of templates in the wrong category.",
    ),
    131208: _BUSY,
    132000: _TEMPLATE_VALUES,
    132008: _TEMPLATE_VALUES,
    132012: _TEMPLATE_VALUES,
    132018: _TEMPLATE_VALUES,
    132001: Words(
        "La plantilla no existe en ese idioma o no está aprobada.",
        "The template does not exist in that language or is not approved.",
    ),
    132005: Words("El texto de la plantilla queda demasiado largo.", "The template's text becomes too long."),
    132007: Words("La plantilla incumple las políticas de Meta.", "The template breaks Meta's policies."),
    132015: Words(
        "Meta puso la plantilla en pausa por su baja calidad.",
        "Meta paused the template because of low quality.",
    ),
    132016: Words(
        "Meta desactivó la plantilla por su baja calidad.", "Meta disabled the template because of low quality."
    ),
    132068: Words("El formulario está bloqueado.", "The form is blocked."),
    132069: Words("El formulario se envió demasiadas veces.", "The form was sent too many times."),
    133016: Words(
        "El número se registró demasiadas veces. Meta pide esperar.",
        "The number was registered too many times. Meta asks to wait.",
    ),
    135000: Words(
        "WhatsApp no aceptó el mensaje y no dijo por qué.",
        "WhatsApp did not accept the message and did not say why.",
    ),
    137000: Words(
        "La identidad del cliente cambió. Confírmela antes de escribirle.",
        "The customer's identity changed. Confirm it before writing.",
    ),
}
