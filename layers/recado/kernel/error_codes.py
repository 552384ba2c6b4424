"""Every code a problem of the API may bear, with the words people read where nothing more is said: Spanish, English.

A new situation (a RecadoError with a code of its own) is entered here; a test finds those that are not.
"""

from recado.kernel.agent_test_codes import AGENT_TEST_CODES
from recado.kernel.catalog_codes import CATALOG_CODES
from recado.kernel.words import Words

# fmt: off
CODES: dict[str, Words] = {
    "account_exists": Words(
        "Esta dirección ya tiene cuenta: inicia sesión y acepta ahí la invitación.",
        "This address has an account: log in and accept the invitation there."),
    "account_unknown": Words(
        "No existe esa cuenta de WhatsApp Business, o el token de acceso no llega a ella.",
        "There is no such WhatsApp Business Account, or the access token does not reach it."),
    "address_taken": Words(
        "Otra persona tiene ya esta dirección.",
        "Somebody else has this address by now."),
    "agent_tests_capped": Words(
        "Las pruebas del agente ya costaron hoy lo que pueden costar.",
        "Tests of the agent have cost as much today as they may."),
    "already_invited": Words(
        "Ya hay una invitación abierta para esta dirección: reenvíala o revócala.",
        "There is an open invitation for this address: resend or revoke it."),
    "agent_config_changed": Words(
        "Alguien cambió el borrador desde que lo leíste: léelo otra vez.",
        "Somebody changed the draft since you read it: read it again."),
    "agent_config_no_changes": Words(
        "No hay cambios por publicar.",
        "There are no changes to publish."),
    "already_member": Words(
        "Esta persona ya está en el equipo.",
        "This person is in the team already."),
    "app_secret_wrong": Words(
        "La clave secreta no es la de la app a la que pertenece el token de acceso.",
        "The app secret is not the one of the app that the access token belongs to."),
    "audio_not_converted": Words(
        "El audio no se pudo convertir en nota de voz.",
        "The audio could not be made a voice note."),
    "audio_too_long": Words(
        "El audio es demasiado largo para una nota de voz.",
        "The audio is too long for a voice note."),
    "audio_unreadable": Words(
        "El archivo no tiene un audio que se pueda leer.",
        "The file has no audio that can be read."),
    "bad_request": Words(
        "El cuerpo no es JSON que se entienda.",
        "The body is not JSON that can be read."),
    "being_erased": Words(
        "El negocio se está borrando: eso no se puede deshacer.",
        "The business is being erased: that cannot be undone."),
    "bench_full": Words(
        "Esta conversación de prueba no puede ser más larga: empieza otra.",
        "This test conversation is as long as it may be: begin another."),
    "cannot_give_up": Words(
        "Solo se puede abandonar lo que espera a enviarse o lo que nadie sabe si salió.",
        "Only what waits to be sent, or nobody knows the outcome of, can be given up."),
    "cannot_retry": Words(
        "Este mensaje no falló por algo que pueda haber pasado, o ya se repitió.",
        "This message was not refused for a reason that may have passed, or it was repeated already."),
    "cannot_store": Words(
        "Un texto es demasiado largo para su lugar, o tiene caracteres que no se pueden guardar.",
        "A text is too long for where it belongs, or has characters that cannot be stored."),
    "challenge_ended": Words(
        "El reto caducó o no es nuestro; escribe otra vez la contraseña.",
        "The challenge has expired or is not one of ours; give the password again."),
    "client_id_used": Words(
        "Este client_id ya nombra otro mensaje tuyo: da uno nuevo a cada mensaje.",
        "This client_id names another message of yours: give each message a new one."),
    "code_required": Words(
        "Esto requiere también un código de la verificación en dos pasos.",
        "This needs a code of the second factor beside the password."),
    "conflict": Words(
        "El estado en que está no permite hacer esto.",
        "The thing is in a state that does not allow this."),
    "contact_exists": Words(
        "Ya hay un contacto con este número de teléfono.",
        "Somebody is known under this phone number already."),
    "crashed": Words(
        "El proceso que tenía la petición murió; no se sabe si tuvo efecto.",
        "The process that had the request died; whether the request took effect is not known."),
    "customer_wrote": Words(
        "El cliente escribió después del último mensaje que viste: léelo antes.",
        "The customer has written since the last message you saw: read it first."),
    "cursor_expired": Words(
        "Este cursor es demasiado antiguo, o la base de datos se restauró: carga las listas de nuevo y pide "
        "sin cursor.",
        "This cursor is too old, or the database was restored since: load the lists anew and ask without a cursor."),
    "cursor_invalid": Words(
        "El cursor no es uno de los que dio esta lista.",
        "The cursor is not one this list gave out."),
    "email_not_verified": Words(
        "Confirma primero tu correo; el enlace se envió al abrir la cuenta y puede pedirse otra vez.",
        "Confirm your e-mail address first; the link was sent when you signed up and can be sent again."),
    "embeddings_down": Words(
        "Ahora no se puede comparar lo que significan los textos.",
        "What texts mean cannot be compared now."),
    "field_exists": Words(
        "Ya hay un campo con esta clave.",
        "There is a field with this key."),
    "field_invalid": Words(
        "Un valor no corresponde a su campo.",
        "A value does not fit its field."),
    "file_invalid": Words(
        "El archivo no se puede leer entero; no se tomó nada de él. `reason` dice por qué.",
        "The file cannot be read as a whole; nothing of it was taken. `reason` says why, in a word."),
    "file_lost": Words(
        "Este archivo ya no se puede descargar.",
        "This file cannot be downloaded any more."),
    "file_exists": Words(
        "El negocio ya tiene un archivo con este contenido.",
        "The business has a file with this content already."),
    "file_refused": Words(
        "WhatsApp no acepta este archivo como lo que debe enviarse.",
        "WhatsApp does not take this file as what it should be sent as."),
    "forbidden": Words(
        "No tienes permiso para hacer esto.",
        "The one who asks may not do this."),
    "headers_too_large": Words(
        "Las cabeceras de la petición son más grandes de lo permitido.",
        "The request's headers are larger than allowed."),
    "idempotency_in_progress": Words(
        "La primera petición con esta Idempotency-Key sigue en curso; pregunta de nuevo en un momento.",
        "The first request with this Idempotency-Key is still running; ask again in a moment."),
    "idempotency_key_reused": Words(
        "Esta Idempotency-Key se usó para otra petición.",
        "This Idempotency-Key was used for another request."),
    "idempotency_outcome_unknown": Words(
        "La primera petición con esta Idempotency-Key se llevó a cabo, pero su respuesta se perdió. Lee lo que "
        "cambió.",
        "The first request with this Idempotency-Key was carried out, but its answer is lost. Read what it changed."),
    "image_too_large": Words(
        "La imagen tiene demasiados píxeles.",
        "The picture has too many pixels."),
    "image_unreadable": Words(
        "El archivo no es una imagen JPEG, PNG o WebP que se pueda leer.",
        "The file is no JPEG, PNG or WebP picture that can be read."),
    "instance_not_disabled": Words(
        "Desactiva el número antes de borrarlo.",
        "Disable the number before you delete it."),
    "instance_not_web": Words(
        "Este número es de la Cloud API: no tiene sesión.",
        "This number is of the Cloud API: it has no session."),
    "internal": Words(
        "Algo falló de nuestro lado.",
        "Something failed on our side."),
    "invalid": Words(
        "La petición no se entiende.",
        "The request cannot be understood."),
    "invitation_expired": Words(
        "La invitación caducó; quien la envió puede enviarla otra vez.",
        "The invitation has expired; whoever sent it can send it again."),
    "invitation_for_another": Words(
        "La invitación es para otra dirección de correo.",
        "The invitation is for another e-mail address."),
    "invitation_revoked": Words(
        "La invitación se revocó.",
        "The invitation was revoked."),
    "invitation_used": Words(
        "La invitación ya se aceptó.",
        "The invitation was accepted already."),
    "last_owner": Words(
        "Un negocio tiene siempre al menos un propietario: nombra primero a otro.",
        "A business keeps at least one owner: make somebody else an owner first."),
    "lesson_exists": Words(
        "Ya hay un aprendizaje que dice esto, quizá uno que se rechazó.",
        "There is a lesson that says this already, perhaps one that was rejected."),
    "lesson_refused": Words(
        "Un aprendizaje no lleva precios ni números de teléfono: van en la información del negocio.",
        "A lesson holds no price and no phone number: those belong in what the agent knows of the business."),
    "link_insecure": Words(
        "El enlace no es https.",
        "The link is not https."),
    "link_invalid": Words(
        "El enlace ya se usó, caducó o nunca fue nuestro.",
        "The link was used already, has expired or was never one of ours."),
    "link_no_file": Words(
        "El enlace no lleva a un archivo.",
        "The link does not lead to a file."),
    "link_private": Words(
        "El enlace lleva a una red privada.",
        "The link leads into a private network."),
    "link_redirects": Words(
        "El enlace redirige demasiadas veces.",
        "The link redirects too often."),
    "link_too_large": Words(
        "El archivo del enlace es demasiado grande.",
        "The file behind the link is too large."),
    "link_unreachable": Words(
        "El enlace no se pudo leer esta vez.",
        "The link could not be read this time."),
    "mail_refused": Words(
        "El servidor de correo no aceptará este correo.",
        "The mail server will never take this mail."),
    "media_unacceptable": Words(
        "El archivo no es lo que dice ser.",
        "The file is not what it claims to be."),
    "merge_not_undoable": Words(
        "Esta unión ya se deshizo, tiene más de 30 días, o uno de los dos se unió otra vez después: deshaz esa "
        "primero.",
        "This merge was undone, is older than 30 days, or one of the two was merged again since: undo that first."),
    "method_not_allowed": Words(
        "El método no se usa en esta ruta.",
        "This path does not take that method."),
    "model_cut": Words(
        "El modelo agotó los tokens antes de terminar la respuesta.",
        "The tokens ran out before the answer was whole: more of them, or less reasoning, may help."),
    "model_down": Words(
        "El modelo no puede responder ahora.",
        "The model cannot answer now."),
    "model_blocked": Words(
        "El proveedor del modelo no permite que vea u oiga este archivo.",
        "The model's vendor does not let it see or hear this file."),
    "model_missing": Words(
        "El proveedor no tiene un modelo con este nombre, o ya no.",
        "The provider has no model of this name, or no longer."),
    "model_refused": Words(
        "El modelo no responderá a esta petición por mucho que se repita.",
        "The model will not answer this request however often it is repeated."),
    "model_unpaid": Words(
        "El proveedor no responde: nuestra cuenta no tiene saldo o la clave no es válida.",
        "The provider answers nobody's requests: our account has no credit, or our key is not valid."),
    "not_a_member": Words(
        "No perteneces a este negocio, o ya no.",
        "You do not belong to this business, or no longer."),
    "not_a_cloud_number": Words(
        "Solo lo tiene un número de la Cloud API.",
        "Only a number of the Cloud API has this."),
    "not_found": Words(
        "No existe, o no puedes saber de ello.",
        "There is no such thing, or the one who asks may not know of it."),
    "not_uploaded": Words(
        "Sube primero el archivo.",
        "Upload the file first."),
    "number_deleted": Words(
        "El número de WhatsApp de esta conversación se borró.",
        "The WhatsApp number of this conversation was deleted."),
    "number_not_in_account": Words(
        "El número de teléfono pertenece a otra cuenta de WhatsApp Business.",
        "The phone number belongs to another WhatsApp Business Account."),
    "number_taken": Words(
        "Este número ya está conectado.",
        "This number is connected already."),
    "number_unknown": Words(
        "No existe ese identificador de número, o el token de acceso no llega a él.",
        "There is no such phone number id, or the access token does not reach it."),
    "password_too_common": Words(
        "Esta contraseña es de las que se prueban primero; elige otra.",
        "This password is one of those tried first; choose another."),
    "phone_invalid": Words(
        "No es un número de teléfono al que podamos escribir. `problem` dice qué le pasa.",
        "This is no phone number we could write to. `problem` says what is wrong with it."),
    "profile_refused": Words(
        "WhatsApp no aceptó el perfil: uno de los campos no es como lo pide.",
        "WhatsApp did not take the profile: one of the fields is not as it wants it."),
    "request_timeout": Words(
        "La petición no llegó a tiempo.",
        "The request did not arrive in time."),
    "retry_later": Words(
        "No se puede hacer ahora; inténtalo más tarde.",
        "The work cannot be done now; try again later."),
    "seal_broken": Words(
        "Un valor sellado se cambió, se movió o se selló con una llave que ya no está.",
        "A sealed value was changed, moved, or sealed with a key that is no longer there."),
    "second_factor_required": Words(
        "Esto requiere la verificación en dos pasos: actívala, o inicia sesión otra vez con ella.",
        "This needs a second factor: switch it on, or log in again with it."),
    "session_ended": Words(
        "La sesión terminó; inicia sesión otra vez.",
        "The session has ended; log in again."),
    "session_logging_out": Words(
        "La sesión del número se está cerrando.",
        "The number is being logged out."),
    "session_not_linked": Words(
        "El número no está vinculado a un teléfono; conéctalo primero.",
        "The number is not linked to a phone; connect it first."),
    "session_online": Words(
        "El número está vinculado a un teléfono y en línea; cierra su sesión para vincular otro.",
        "The number is linked to a phone and online; log it out to link another."),
    "shortcut_taken": Words(
        "Otra respuesta rápida tiene este atajo.",
        "Another canned reply has this shortcut."),
    "tag_exists": Words(
        "Ya hay una etiqueta con este nombre; acentos y mayúsculas no cuentan.",
        "There is a tag of this name; accents and capitals make no difference."),
    "suspended": Words(
        "El negocio no está en servicio: los datos se pueden leer y exportar, nada se cambia ni se envía.",
        "The business is not in service: its data can be read and exported, and nothing is changed or sent."),
    "template_exists": Words(
        "Ya hay una plantilla con este nombre e idioma.",
        "There is a template of this name and language already."),
    "template_invalid": Words(
        "La plantilla incumple reglas de WhatsApp.",
        "The template breaks rules of WhatsApp's."),
    "template_locked": Words(
        "Meta está revisando esta plantilla, o la desactivó: no se puede cambiar ahora.",
        "Meta is reviewing this template, or has disabled it: it cannot be changed now."),
    "template_not_usable": Words(
        "La plantilla no se puede enviar.",
        "The template cannot be sent."),
    "template_refused": Words(
        "WhatsApp no aceptó la plantilla.",
        "WhatsApp did not take the template."),
    "template_unchanged": Words(
        "Meta tiene esta plantilla tal como está: cámbiala primero.",
        "Meta has this template as it is: change it first."),
    "template_values_invalid": Words(
        "Los valores no corresponden a las variables de la plantilla.",
        "The values do not fit the template's variables."),
    "templates_not_on_web": Words(
        "Un número de WhatsApp Web no tiene plantillas ni ventana: escribe un texto.",
        "A number of WhatsApp Web has no templates and no window: write a text."),
    "terms_outdated": Words(
        "Estas no son las condiciones de uso actuales; lee las actuales y acéptalas.",
        "These are not the terms of use as they are now; read the present ones and accept those."),
    "timed_out": Words(
        "Algo de lo que dependemos tarda demasiado; no se sabe si la petición tuvo efecto.",
        "Something we depend on is too slow; whether the request took effect is not known."),
    "token_invalid": Words(
        "WhatsApp no acepta el token de acceso: caducó, se revocó o no está completo.",
        "WhatsApp does not accept the access token: it has expired, was revoked or is not complete."),
    "token_lacks_permission": Words(
        "Al token de acceso le falta un permiso para esta cuenta.",
        "The access token lacks a permission for this account."),
    "token_of_other_app": Words(
        "El token de acceso es de otra app de Meta que la del número: conecta el número de nuevo para eso.",
        "The access token belongs to another Meta app than the number: connect the number anew for that."),
    "tool_changed": Words(
        "Alguien cambió la herramienta desde que la leíste: léela otra vez.",
        "Somebody changed the tool since you read it: read it again."),
    "tool_exists": Words(
        "Ya hay una herramienta con este nombre.",
        "There is a tool of this name already."),
    "too_large": Words(
        "El cuerpo es más grande de lo permitido.",
        "The body is larger than allowed."),
    "too_many_businesses": Words(
        "Una persona es propietaria de diez negocios como mucho.",
        "A person owns at most ten businesses."),
    "too_many_files": Words(
        "El negocio ya tiene tantos archivos como puede: elimina uno antes.",
        "The business has as many files as it may: delete one first."),
    "too_many_lessons": Words(
        "Hay demasiados aprendizajes en uso: retira uno antes.",
        "Too many lessons are in use: retire one first."),
    "too_many_memories": Words(
        "Hay demasiados recuerdos de este contacto: elimina uno antes.",
        "Too much is remembered of this contact: delete something first."),
    "too_many_open_files": Words(
        "Hay demasiadas importaciones o exportaciones abiertas: espera a que termine una.",
        "Too many imports or exports are open: wait until one is done."),
    "too_many_requests": Words(
        "Demasiados intentos; espera los segundos de `retry_after`.",
        "This was tried too often; wait `retry_after` seconds."),
    "unauthorized": Words(
        "No se pudo saber quién pregunta.",
        "Who is asking could not be established."),
    "unavailable": Words(
        "Algo de lo que dependemos no respondió; la misma petición puede funcionar más tarde.",
        "Something we depend on did not answer; the same request may succeed later."),
    "unknown_variables": Words(
        "Un texto usa variables que no existen.",
        "A text uses variables that do not exist."),
    "unsupported_media_type": Words(
        "El cuerpo no es JSON.",
        "The body is not JSON."),
    "whatsapp_ambiguous": Words(
        "Puede que WhatsApp haya aceptado la petición: repetirla podría enviar dos veces.",
        "The request may have been accepted: there is no idempotency key, so trying again may send twice."),
    "whatsapp_check_failed": Words(
        "WhatsApp no confirma lo que se dio.",
        "WhatsApp does not confirm what was given."),
    "whatsapp_not_sent": Words(
        "La petición nunca salió: repetirla no puede enviar dos veces.",
        "The request never left: trying again cannot send twice."),
    "whatsapp_timed_out": Words(
        "WhatsApp no respondió a tiempo; no se sabe si la petición tuvo efecto.",
        "WhatsApp did not answer within the seconds a request of ours may wait; whether it took effect is not "
        "known."),
    "whatsapp_unavailable": Words(
        "WhatsApp no responde en este momento. No se cambió nada; inténtalo otra vez.",
        "WhatsApp does not answer at the moment. Nothing was changed; try again."),
    "window_closed": Words(
        "Pasaron más de 24 horas desde el último mensaje del cliente: solo se puede enviar una plantilla.",
        "More than 24 hours have passed since the customer's last message: only a template may be sent."),
    "wrong_code": Words(
        "El código no es correcto, o ya se usó.",
        "The code is not right, or was used already."),
    "wrong_credentials": Words(
        "El correo o la contraseña no son correctos.",
        "The e-mail address or the password is not right."),
    "wrong_password": Words(
        "La contraseña no es correcta.",
        "The password is not right."),
} | AGENT_TEST_CODES | CATALOG_CODES
# fmt: on
