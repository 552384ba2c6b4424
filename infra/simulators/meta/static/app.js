// The page: which number and customer are chosen, the list of chats, and the chat that is open, kept live.
import * as api from "./api.js";
import { line, make, summary } from "./bubble.js";
import * as compose from "./compose.js";
import { clock, day, say, translate } from "./words.js";

const find = (id) => document.getElementById(id);
const COLOURS = ["#7f66ff", "#d65b8f", "#e2883b", "#2a9d8f", "#3d7edb", "#6a8f2f", "#b0563b"];
const POLL_MS = 2500;
const state = { numbers: [], number: "", customer: "", entries: [], source: null, typing: 0, atEnd: true, drawn: new Map() };

function avatar(node, name) {
  const sum = [...name].reduce((total, char) => total + char.codePointAt(0), 0);
  node.textContent = [...name][0]?.toUpperCase() || "?";
  node.style.background = COLOURS[sum % COLOURS.length];
  return node;
}

const business = () => state.numbers.find((one) => one.id === state.number)?.name || "";

async function loadNumbers() {
  const before = state.numbers.length;
  state.numbers = await api.numbers();
  if (state.numbers.length === before) return;
  find("number").replaceChildren(...state.numbers.map((one) => new Option(`${one.name}  +${one.phone}`, one.id)));
  state.number = state.numbers.some((one) => one.id === state.number) ? state.number : state.numbers[0]?.id || "";
  find("number").value = state.number;
  find("empty").textContent = say(state.numbers.length ? "empty" : "none");
}

async function loadChats() {
  if (!state.number) return;
  const chats = await api.chats(state.number);
  find("chats").replaceChildren(...chats.map((chat) => {
    const name = chat.name || chat.username || chat.phone || chat.user_id;
    const top = make("span", "top", make("span", "name", name), make("time", "", chat.last ? clock(chat.last.at) : ""));
    const low = make("span", "top", make("span", "last", chat.last ? summary(chat.last) : ""), chat.unread ? make("span", "badge", String(chat.unread)) : null);
    const row = make("button", chat.user_id === state.customer ? "open" : "", avatar(make("span", "avatar"), name), make("span", "about", top, low));
    row.addEventListener("click", () => { location.hash = `${state.number}/${chat.user_id}`; });
    return make("li", "", row);
  }));
}

// The same node as before for a line that did not change: a voice note goes on playing, a picture stays loaded.
function kept(entry, quoted, first) {
  const mark = JSON.stringify([entry, quoted?.id, first, state.customer]);
  if (state.drawn.get(entry.id)?.mark !== mark)
    state.drawn.set(entry.id, { mark, row: line(entry, quoted, first, business(), compose.tap) });
  return state.drawn.get(entry.id).row;
}

function heading(text) {
  if (!state.drawn.has(text)) state.drawn.set(text, { row: make("div", "day", text) });
  return state.drawn.get(text).row;
}

function put(parent, rows) {
  rows.forEach((row, at) => { if (parent.children[at] !== row) parent.insertBefore(row, parent.children[at] || null); });
  while (parent.children.length > rows.length) parent.lastChild.remove();
}

function draw() {
  const rows = [];
  let before = null;
  for (const entry of state.entries) {
    const today = day(entry.at);
    if (!before || today !== day(before.at)) rows.push(heading(today));
    const quoted = entry.quoted && state.entries.find((one) => one.id === entry.quoted);
    rows.push(kept(entry, quoted, !before || before.by !== entry.by));
    before = entry;
  }
  const typing = state.typing > Date.now();
  if (typing) rows.push(make("div", "line first typing", make("div", "bubble", make("i"), make("i"), make("i"))));
  find("presence").textContent = say(typing ? "typing" : "account");
  put(find("lines"), rows);
  toEnd();
}

// Stay at the end while new lines come and pictures grow, unless the person scrolled up to read.
function toEnd() {
  if (state.atEnd) find("wall").scrollTop = find("wall").scrollHeight;
}

function followEnd() {
  const wall = find("wall");
  let top = 0;
  wall.addEventListener("scroll", () => {
    const near = wall.scrollHeight - wall.scrollTop - wall.clientHeight < 80;
    if (near || wall.scrollTop < top) state.atEnd = near;
    top = wall.scrollTop;
  });
  new ResizeObserver(toEnd).observe(find("lines"));
  new ResizeObserver(toEnd).observe(wall);
}

function typingFor(seconds) {
  state.typing = Date.now() + seconds * 1000;
  if (seconds) setTimeout(draw, seconds * 1000 + 50);
}

function heard(event) {
  if (event.event === "reset") return location.assign("/phone");
  if (event.event === "typing") typingFor(event.seconds);
  if (event.event === "ticks") {
    const entry = state.entries.find((one) => one.id === event.id);
    if (entry) entry.status = event.status;
  }
  if (event.event === "entry" && event.entry) {
    const at = state.entries.findIndex((one) => one.id === event.id);
    if (at >= 0) state.entries[at] = event.entry;
    else state.entries.push(event.entry);
    if (at < 0 && event.entry.by === "business") state.typing = 0;
    loadChats();
  }
  draw();
}

async function open() {
  const [number, customer] = location.hash.slice(1).split("/");
  state.source?.close();
  state.customer = customer || "";
  document.body.classList.toggle("talking", Boolean(customer));
  find("phone").hidden = !customer;
  find("empty").hidden = Boolean(customer);
  if (!customer) return loadChats();
  state.number = find("number").value = number;
  const chat = await api.chat(number, customer).catch(() => null);
  if (!chat) { location.hash = ""; return undefined; }
  state.entries = chat.entries;
  typingFor(chat.typing_seconds);
  compose.target({ number, customer: chat.customer });
  find("who").textContent = business();
  avatar(find("avatar"), business());
  state.atEnd = true;
  draw();
  state.source = api.watch(number, customer, heard);
  state.source.onopen = async () => { // what happened while the connection was down
    state.entries = (await api.chat(number, customer)).entries;
    draw();
  };
  return loadChats();
}

async function create(event) {
  event.preventDefault();
  const form = new FormData(event.target);
  const phone = String(form.get("phone") || "").replace(/\D/g, "") || `52155${String(Date.now()).slice(-8)}`;
  const name = form.get("name");
  const hidden = form.get("hide") ? { hide_phone: true, username: name.toLowerCase().replace(/[^a-z0-9]+/g, ".") } : {};
  const made = await api.customer({ phone_number_id: state.number, from: phone, name, ...hidden });
  event.target.reset();
  location.hash = `${state.number}/${made.user_id}`;
}

translate();
compose.start();
followEnd();
find("new").addEventListener("submit", create);
find("number").addEventListener("change", (event) => { state.number = event.target.value; location.hash = ""; loadChats(); });
find("back").addEventListener("click", () => { location.hash = ""; });
window.addEventListener("hashchange", open);
await loadNumbers();
await open();
setInterval(async () => { if (!document.hidden) { await loadNumbers(); await loadChats(); } }, POLL_MS);
