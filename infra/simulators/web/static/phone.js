// Reads the simulator once a second and shows it; every button is one POST.
const at = (id) => document.getElementById(id);
const STATUS = { sent: "✓", delivered: "✓✓", read: "✓✓ leído", played: "✓✓ oído" };
let shown = "";

async function call(path, body) {
  const options = body && { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const response = await fetch(`/phone/api/${path}`, options);
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}

function act(work) {
  at("problem").textContent = "";
  return work().then(refresh).catch((error) => { at("problem").textContent = error.message; });
}

function fields(form) {
  const found = {};
  for (const input of form.elements) {
    if (input.name) found[input.name] = input.type === "checkbox" ? input.checked : input.value.trim();
  }
  return found;
}

function options(select, rows) {
  const key = JSON.stringify(rows);
  if (select.dataset.rows === key) return;
  const chosen = select.value;
  select.replaceChildren(...rows.map(([value, text]) => new Option(text, value)));
  if (rows.some(([value]) => value === chosen)) select.value = chosen;
  select.dataset.rows = key;
}

function said(message) {
  const [kind, part] = Object.entries(message)[0] ?? ["", ""];
  if (typeof part === "string") return part;
  const text = part.text ?? part.caption ?? part.displayName ?? part.fileName ?? part.name ?? "";
  return kind === "extendedTextMessage" ? text : `[${kind.replace("Message", "")}] ${text}`;
}

function bubble(entry) {
  const line = document.createElement("li");
  line.className = entry.by;
  line.textContent = said(entry.message);
  const note = document.createElement("small");
  const time = new Date(entry.at * 1000).toLocaleTimeString();
  note.textContent = `${time} ${entry.by === "business" ? STATUS[entry.status] ?? "" : entry.author}`;
  line.append(note);
  return line;
}

async function refresh() {
  const { sessions, pairings } = await call("sessions");
  options(at("session"), sessions.map((one) => [one.id, `${one.name} · ${one.phone}`]));
  const current = sessions.find((one) => one.id === at("session").value);
  at("state").textContent = current
    ? `${{ linked: "vinculada", logged_out: "desvinculada", banned: "bloqueada" }[current.state]}, ${current.online ? "en línea" : "sin conexión"}${current.waiting ? `, ${current.waiting} en espera` : ""}`
    : "";
  at("waiting").textContent = pairings.length
    ? pairings.map((one) => `QR esperando: ${one.code.slice(0, 24)}…${one.pairing_code ? ` · código ${one.pairing_code}` : ""}`).join("\n")
    : "Nadie muestra un QR ahora.";
  if (!current) { at("bubbles").replaceChildren(); return; }
  const chats = await call(`chats/${current.id}`);
  options(at("chats"), [["", "…"], ...chats.map((chat) => [chat.phone, chat.name || chat.phone])]);
  const phone = at("who").elements.from.value.trim();
  if (!phone) return;
  const chat = await call(`chats/${current.id}/${encodeURIComponent(phone)}`);
  const key = JSON.stringify([chat.entries, chat.typing]);
  if (key === shown) return;
  shown = key;
  at("bubbles").replaceChildren(...chat.entries.map(bubble));
  if (chat.typing) at("bubbles").append(Object.assign(document.createElement("li"), { className: "business", textContent: "escribiendo…" }));
  at("bubbles").scrollTop = at("bubbles").scrollHeight;
  if (chat.entries.some((entry) => entry.by === "business" && entry.status === "delivered")) {
    await call("receipts", { session: current.id, chat: phone, type: "READ" });
  }
}

at("scan").addEventListener("submit", (event) => {
  event.preventDefault();
  const { phone, pairing_code } = fields(event.target);
  act(() => call("scan", pairing_code ? { phone, pairing_code } : { phone }));
});
at("say").addEventListener("submit", (event) => {
  event.preventDefault();
  const { text } = fields(event.target);
  event.target.reset();
  act(() => call("messages", { session: at("session").value, text, ...fields(at("who")) }));
});
at("who").addEventListener("submit", (event) => event.preventDefault());
at("chats").addEventListener("change", (event) => {
  if (event.target.value) at("who").elements.from.value = event.target.value;
  act(async () => {});
});
at("session").addEventListener("change", () => act(async () => {}));
at("troubles").addEventListener("click", ({ target }) => {
  const session = at("session").value;
  const { kind, fault } = target.dataset;
  if (kind) act(() => call("trouble", { session, kind }));
  if (fault) act(() => call("faults", { target: "send", kind: fault, code: 463, ms: 8000, match: { session } }));
});
setInterval(() => refresh().catch(() => {}), 1000);
refresh();
