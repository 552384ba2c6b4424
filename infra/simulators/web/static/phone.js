// The page: which account and customer are chosen, codes that wait to be scanned, and the chat that is open.
// Reads the simulator once a second; every button is one POST.
import { line, make, summary } from "./bubble.js";
import { clock, say, translate } from "./words.js";

const find = (id) => document.getElementById(id);
const COLOURS = ["#7f66ff", "#d65b8f", "#e2883b", "#2a9d8f", "#3d7edb", "#6a8f2f", "#b0563b"];
const state = { customer: "", names: new Map(), connection: "", drawn: "", asked: "" };

async function call(path, body) {
  const options = body && { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const response = await fetch(`/phone/api/${path}`, options);
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}

function act(work) {
  find("problem").hidden = true;
  return work().then(refresh).catch((error) => Object.assign(find("problem"), { textContent: error.message, hidden: false }));
}

function avatar(node, name) {
  const sum = [...name].reduce((total, char) => total + char.codePointAt(0), 0);
  node.textContent = [...name][0]?.toUpperCase() || "?";
  node.style.background = COLOURS[sum % COLOURS.length];
  return node;
}

function showAccounts(sessions) {
  const rows = JSON.stringify(sessions.map((one) => [one.id, one.name, one.phone]));
  const select = find("session");
  if (select.dataset.rows !== rows) {
    const chosen = select.value;
    select.replaceChildren(...sessions.map((one) => new Option(`${one.name}  +${one.phone}`, one.id)));
    select.value = sessions.some((one) => one.id === chosen) ? chosen : sessions.at(-1)?.id ?? "";
    select.dataset.rows = rows;
  }
  const current = sessions.find((one) => one.id === select.value);
  const kind = current?.state === "linked" ? (current.online ? "online" : "offline") : current?.state;
  find("state").className = `state ${kind === "online" ? "on" : "off"}`;
  find("state").textContent = current ? `● ${say(kind)}${current.waiting ? ` · ${current.waiting} ${say("waiting")}` : ""}` : "";
  return current;
}

function showCodes(pairings, linked) {
  find("offers").hidden = !pairings.length;
  find("offers").textContent = pairings.length;
  find("nothing").hidden = pairings.length > 0;
  if (pairings.length && !linked) find("linking").open = true;
  if (!pairings.some((one) => one.connection === state.connection)) state.connection = pairings[0]?.connection ?? "";
  find("codes").replaceChildren(...pairings.map((one) => {
    const picture = Object.assign(make("img"), { src: `/phone/api/qr/${one.connection}?${one.code.slice(2, 12)}`, alt: "QR" });
    const button = make("button", "", picture, one.pairing_code);
    button.type = "button";
    button.setAttribute("aria-pressed", String(one.connection === state.connection));
    button.addEventListener("click", () => { state.connection = one.connection; refresh(); });
    return make("li", "", button);
  }));
}

function showChats(chats) {
  for (const chat of chats) state.names.set(chat.phone, chat.name || (chat.group ? `${say("group")} ${chat.phone}` : `+${chat.phone}`));
  find("chats").replaceChildren(...chats.map((chat) => {
    const name = state.names.get(chat.phone);
    const top = make("span", "top", make("span", "name", name), make("time", "", clock(chat.last.at)));
    const last = make("span", "last", `${chat.last.by === "customer" ? `${say("you")}: ` : ""}${summary(chat.last.message)}`);
    const row = make("button", chat.phone === state.customer ? "open" : "", avatar(make("span", "avatar"), name), make("span", "about", top, last));
    row.addEventListener("click", () => { location.hash = chat.phone; });
    return make("li", "", row);
  }));
}

async function showChat(session) {
  const open = Boolean(session && state.customer);
  document.body.classList.toggle("talking", open);
  find("phone").hidden = !open;
  find("empty").hidden = open;
  find("empty").textContent = say(session ? "choose" : "none");
  if (!open) return;
  const chat = await call(`chats/${session.id}/${encodeURIComponent(state.customer)}`);
  const name = state.names.get(state.customer) || chat.name || `+${state.customer}`;
  const drawn = JSON.stringify([session.id, state.customer, chat.entries, chat.typing]);
  if (drawn === state.drawn) return;
  state.drawn = drawn;
  avatar(find("avatar"), session.name);
  find("who").textContent = session.name;
  find("presence").textContent = chat.typing ? say("typing") : `${name} → +${session.phone}`;
  const rows = chat.entries.map((entry, at) => line(entry, chat.entries[at - 1]?.by !== entry.by));
  if (chat.typing) rows.push(make("div", "line first typing", make("div", "bubble", make("i"), make("i"), make("i"))));
  find("lines").replaceChildren(...rows);
  find("wall").scrollTop = find("wall").scrollHeight;
  if (chat.entries.some((entry) => entry.by === "business" && entry.status === "delivered"))
    await call("receipts", { session: session.id, chat: state.customer, type: "READ" });
}

async function refresh() {
  const { sessions, pairings } = await call("sessions");
  const current = showAccounts(sessions);
  showCodes(pairings, Boolean(current));
  const chats = current ? await call(`chats/${current.id}`) : [];
  showChats(chats);
  await showChat(current);
}

find("scan").addEventListener("submit", (event) => {
  event.preventDefault();
  const { phone, pairing_code: code } = Object.fromEntries(new FormData(event.target));
  act(async () => {
    await call("scan", code.trim() ? { phone, pairing_code: code.trim() } : { phone, connection: state.connection || undefined });
    event.target.elements.pairing_code.value = "";
    find("session").dataset.rows = "";
    find("linking").open = false;
  });
});
find("new").addEventListener("submit", (event) => {
  event.preventDefault();
  const { name, phone, hide } = Object.fromEntries(new FormData(event.target));
  const number = phone || `52155${Math.floor(Math.random() * 1e8).toString().padStart(8, "0")}`;
  state.names.set(number, name);
  state.asked = JSON.stringify({ number, hide: hide === "on" });
  event.target.reset();
  location.hash = number;
});
find("compose").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = find("text").value.trim();
  if (!text) return;
  find("text").value = "";
  const asked = state.asked ? JSON.parse(state.asked) : {};
  const hide = asked.number === state.customer ? { hide_phone: asked.hide } : {};
  const name = state.names.get(state.customer);
  const body = { session: find("session").value, from: state.customer, text, from_me: find("owner").checked, ...hide };
  act(() => call("messages", name && !name.startsWith("+") ? { ...body, name } : body));
});
find("text").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); find("compose").requestSubmit(); }
});
find("troubles").addEventListener("click", ({ target }) => {
  const session = find("session").value;
  const { kind, fault } = target.dataset;
  if (kind) act(() => call("trouble", { session, kind }));
  if (fault) act(() => call("faults", { target: "send", kind: fault, code: 463, ms: 8000, match: { session } }));
});
find("session").addEventListener("change", () => act(async () => {}));
find("back").addEventListener("click", () => { location.hash = ""; });
addEventListener("hashchange", () => { state.customer = decodeURIComponent(location.hash.slice(1)); act(async () => {}); });

translate();
state.customer = decodeURIComponent(location.hash.slice(1));
setInterval(() => refresh().catch(() => {}), 1000);
refresh();
