// Writing: text, files, voice notes, and what comes of tapping buttons, lists and the menu of a message.
import * as api from "./api.js";
import { make, summary } from "./bubble.js";
import { say } from "./words.js";

const find = (id) => document.getElementById(id);
const SEND = '<path d="M3 20.5v-6.2L13 12 3 9.7V3.5L22 12z"/>';
const MICROPHONE = '<path d="M12 15a3.5 3.5 0 0 0 3.5-3.5v-6a3.5 3.5 0 0 0-7 0v6A3.5 3.5 0 0 0 12 15zm6-3.5a6 6 0 0 1-12 0H4.2a7.8 7.8 0 0 0 6.9 7.7V22h1.8v-2.8a7.8 7.8 0 0 0 6.9-7.7z"/>';
// WhatsApp records Ogg; a browser that cannot gives the next best that WhatsApp also knows.
const RECORDINGS = ["audio/ogg;codecs=opus", "audio/mp4", "audio/webm;codecs=opus"];
const FACES = ["👍", "❤️", "😂", "😮", "😢", "🙏"];

let who = null; // { number, customer } of the open chat
let quoted = null;
let editing = null;
let recorder = null;

export function target(chosen) {
  who = chosen;
  settle();
}

function send(content, context) {
  const reply = context || (quoted ? { id: quoted.id } : null);
  const { user_id, phone } = who.customer;
  const identity = phone ? { user_id, from: phone } : { user_id };
  settle();
  return api.message({ phone_number_id: who.number, ...identity, ...(reply ? { context: reply } : {}), ...content });
}

function settle() {
  quoted = editing = null;
  find("quote").hidden = true;
  refresh();
}

function refresh() {
  const text = find("text");
  text.style.height = "auto";
  text.style.height = `${text.scrollHeight}px`;
  find("go").firstElementChild.innerHTML = text.value.trim() ? SEND : MICROPHONE;
  find("go").setAttribute("aria-label", say(text.value.trim() ? "send" : "record"));
}

function sendText() {
  const text = find("text");
  const body = text.value.trim();
  if (!body) return toggleRecording();
  text.value = "";
  if (editing) return send({ type: "edit", edit: { original_message_id: editing.id, message: { type: "text", text: { body } } } });
  return send({ type: "text", text: { body } });
}

async function sendFile(blob, filename, voice = false) {
  const held = await api.upload(who.number, blob, filename);
  const family = blob.type.split("/")[0];
  const type = blob.type === "image/webp" ? "sticker" : ["image", "video", "audio"].includes(family) ? family : "document";
  const node = { id: held.id, ...(type === "document" ? { filename } : {}), ...(type === "audio" ? { voice } : {}) };
  await send({ type, [type]: node });
}

async function toggleRecording() {
  if (recorder) return recorder.stop();
  const mimeType = window.MediaRecorder && RECORDINGS.find((type) => MediaRecorder.isTypeSupported(type));
  const stream = mimeType && (await navigator.mediaDevices?.getUserMedia({ audio: true }).catch(() => null));
  if (!stream) { // no microphone: choose a recording instead
    find("file").accept = "audio/*";
    return find("file").click();
  }
  const heard = [];
  recorder = new MediaRecorder(stream, { mimeType });
  recorder.ondataavailable = (event) => heard.push(event.data);
  recorder.onstop = async () => {
    stream.getTracks().forEach((track) => track.stop());
    recorder = null;
    find("go").classList.remove("recording");
    await sendFile(new Blob(heard, { type: mimeType.replace(";codecs", "; codecs") }), "voice", true);
  };
  recorder.start();
  find("go").classList.add("recording");
}

function sheet(...inside) {
  const dialog = find("sheet");
  dialog.replaceChildren(...inside);
  dialog.show();
}

function choice(title, small, act) {
  const row = make("button", "row", make("span", "", title), small ? make("small", "", small) : null);
  row.addEventListener("click", () => { find("sheet").close(); act(); });
  return row;
}

export const tap = {
  button: (entry, reply) => send({ type: "interactive", interactive: { type: "button_reply", button_reply: reply } }, { id: entry.id }),
  quick: (entry, button) => send({ type: "button", button: { text: button.text, payload: button.text } }, { id: entry.id }),
  location: (entry) => send({ type: "location", location: { latitude: 19.4326, longitude: -99.1332 } }, { id: entry.id }),
  list(entry, sections) {
    const answer = (row) => send({ type: "interactive", interactive: { type: "list_reply", list_reply: row } }, { id: entry.id });
    sheet(...sections.flatMap((part) => [
      part.title ? make("h3", "", part.title) : null,
      ...part.rows.map((row) => choice(row.title, row.description, () => answer(row))),
    ]).filter(Boolean));
  },
  more(entry) {
    const faces = make("div", "faces", ...FACES.map((emoji) => {
      const face = make("button", "", emoji);
      const again = entry.reactions.customer === emoji;
      face.addEventListener("click", () => { find("sheet").close(); send({ type: "reaction", reaction: { message_id: entry.id, emoji: again ? "" : emoji } }); });
      return face;
    }));
    const rows = [faces, choice(say("reply"), "", () => quote(entry))];
    if (entry.by === "customer") {
      if (entry.type === "text") rows.push(choice(say("edit"), "", () => { editing = entry; find("text").value = summary(entry); find("text").focus(); refresh(); }));
      rows.push(choice(say("revoke"), "", () => send({ type: "revoke", revoke: { original_message_id: entry.id } })));
    }
    sheet(...rows);
  },
};

function quote(entry) {
  quoted = entry;
  find("quote").hidden = false;
  find("quote").firstElementChild.textContent = summary(entry);
  find("text").focus();
}

export function start() {
  find("compose").addEventListener("submit", (event) => { event.preventDefault(); sendText(); });
  find("text").addEventListener("input", refresh);
  find("text").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); sendText(); }
  });
  find("quote").querySelector("button").addEventListener("click", settle);
  const close = (event) => { if (find("sheet").open && !find("sheet").contains(event.target)) { event.preventDefault(); event.stopPropagation(); find("sheet").close(); } };
  document.addEventListener("click", close, { capture: true });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") find("sheet").close(); });
  find("file").addEventListener("change", async (event) => {
    const [file] = event.target.files;
    if (file) await sendFile(file, file.name, file.type.startsWith("audio/"));
    event.target.value = "";
    event.target.accept = "";
  });
}
