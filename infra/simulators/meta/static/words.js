// The page's words, in the browser's language: Spanish, or English when that comes first.
const WORDS = {
  es: {
    title: "Teléfonos de clientes", honest: "Simulador – no es WhatsApp", business: "Número del negocio", name: "Nombre del cliente",
    phone: "Teléfono (opcional)", hide: "Sin mostrar el teléfono", create: "Nuevo chat", write: "Mensaje", send: "Enviar",
    attach: "Adjuntar", back: "Volver", cancel: "Cancelar", empty: "Elige un cliente o crea uno para escribirle al negocio.",
    typing: "escribiendo…", account: "Cuenta de empresa", gone: "Se eliminó este mensaje", edited: "Editado", you: "Tú", today: "Hoy",
    yesterday: "Ayer", image: "📷 Foto", audio: "🎤 Mensaje de voz", video: "🎬 Video", document: "📄 Documento", sticker: "Sticker",
    location: "📍 Ubicación", contacts: "👤 Contacto", reply: "Responder", edit: "Editar", revoke: "Eliminar para todos",
    none: "Ningún negocio se ha conectado todavía.", options: "Opciones", share: "Enviar mi ubicación", record: "Grabar nota de voz",
  },
  en: {
    title: "Customers' phones", honest: "Simulator – not WhatsApp", business: "Business number", name: "Customer's name",
    phone: "Phone (optional)", hide: "Hide the phone number", create: "New chat", write: "Message", send: "Send",
    attach: "Attach", back: "Back", cancel: "Cancel", empty: "Choose a customer, or make one, to write to the business.",
    typing: "typing…", account: "Business account", gone: "This message was deleted", edited: "Edited", you: "You", today: "Today",
    yesterday: "Yesterday", image: "📷 Photo", audio: "🎤 Voice message", video: "🎬 Video", document: "📄 Document", sticker: "Sticker",
    location: "📍 Location", contacts: "👤 Contact", reply: "Reply", edit: "Edit", revoke: "Delete for everyone",
    none: "No business has connected yet.", options: "Options", share: "Send my location", record: "Record a voice note",
  },
};
const prefers = navigator.languages.find((tag) => /^(es|en)/i.test(tag)) || "es";
export const language = /^en/i.test(prefers) ? "en" : "es";
export const say = (key) => WORDS[language][key] || key;

export function translate() {
  document.documentElement.lang = language;
  document.title = say("title");
  for (const node of document.querySelectorAll("[data-text]")) node.textContent = say(node.dataset.text);
  for (const node of document.querySelectorAll("[data-hint]")) node.placeholder = say(node.dataset.hint);
  for (const node of document.querySelectorAll("[data-label]")) node.setAttribute("aria-label", say(node.dataset.label));
}

export function clock(seconds) {
  return new Date(seconds * 1000).toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit" });
}

export function day(seconds) {
  const date = new Date(seconds * 1000);
  const ago = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(date).setHours(0, 0, 0, 0)) / 86400000);
  if (ago === 0) return say("today");
  if (ago === 1) return say("yesterday");
  return date.toLocaleDateString(language, { day: "numeric", month: "long", year: "numeric" });
}
