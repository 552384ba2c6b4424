// The page's words, in the browser's language: Spanish, or English when that comes first.
const WORDS = {
  es: {
    title: "WhatsApp Web", honest: "Simulador – no es WhatsApp", account: "Cuenta del negocio", link: "Vincular un dispositivo",
    nothing: "Nadie muestra un QR ahora. Pide uno en Recado, o con POST /v1/instances/{id}/connect.", own: "Teléfono del negocio",
    code: "Código de vinculación (si no es con QR)", scan: "Escanear", troubles: "Provocar un problema", drop: "Cortar la conexión",
    replace: "Otra sesión ocupa su lugar", logout: "Desvincular este dispositivo", ban: "Bloquear la cuenta una hora",
    refuse: "El próximo envío: error 463", lose: "Perder la próxima respuesta", slow: "El próximo envío tarda 8 s",
    name: "Nombre del cliente", phone: "Teléfono (opcional)", hide: "Sin mostrar el teléfono", create: "Nuevo chat", write: "Mensaje",
    send: "Enviar", back: "Volver", owner: "Como el dueño", typing: "escribiendo…", group: "Grupo", you: "Tú",
    none: "Ninguna cuenta está vinculada. Escanea un QR para empezar.", choose: "Elige un chat o crea uno para escribirle al negocio.",
    online: "vinculada, en línea", offline: "vinculada, sin conexión", logged_out: "desvinculada", banned: "bloqueada", waiting: "en espera",
    image: "📷 Foto", video: "🎬 Video", ptv: "🎬 Video", audio: "🎤 Audio", document: "📄 Documento", sticker: "Sticker",
    location: "📍 Ubicación", contact: "👤 Contacto", contactsArray: "👤 Contactos", reaction: "Reacción",
  },
  en: {
    title: "WhatsApp Web", honest: "Simulator – not WhatsApp", account: "Business account", link: "Link a device",
    nothing: "Nobody shows a QR now. Ask for one in Recado, or with POST /v1/instances/{id}/connect.", own: "The business's phone",
    code: "Pairing code (if not by QR)", scan: "Scan", troubles: "Cause trouble", drop: "Drop the connection",
    replace: "Another session takes its place", logout: "Unlink this device", ban: "Ban the account for an hour",
    refuse: "Next send: error 463", lose: "Lose the next answer", slow: "Next send takes 8 s",
    name: "Customer's name", phone: "Phone (optional)", hide: "Hide the phone number", create: "New chat", write: "Message",
    send: "Send", back: "Back", owner: "As the owner", typing: "typing…", group: "Group", you: "You",
    none: "No account is linked. Scan a QR to begin.", choose: "Choose a chat, or make one, to write to the business.",
    online: "linked, online", offline: "linked, not connected", logged_out: "unlinked", banned: "banned", waiting: "waiting",
    image: "📷 Photo", video: "🎬 Video", ptv: "🎬 Video", audio: "🎤 Audio", document: "📄 Document", sticker: "Sticker",
    location: "📍 Location", contact: "👤 Contact", contactsArray: "👤 Contacts", reaction: "Reaction",
  },
};
const prefers = navigator.languages.find((tag) => /^(es|en)/i.test(tag)) || "es";
export const language = /^en/i.test(prefers) ? "en" : "es";
export const say = (key) => WORDS[language][key] || key;

export function translate() {
  document.documentElement.lang = language;
  for (const node of document.querySelectorAll("[data-text]")) node.textContent = say(node.dataset.text);
  for (const node of document.querySelectorAll("[data-hint]")) node.placeholder = say(node.dataset.hint);
  for (const node of document.querySelectorAll("[data-label]")) node.setAttribute("aria-label", say(node.dataset.label));
}

export const clock = (seconds) => new Date(seconds * 1000).toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit" });
