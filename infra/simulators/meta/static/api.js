// Talking to the simulator.
const BASE = "/phone/api";

async function ask(path, options) {
  const answer = await fetch(BASE + path, options);
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  return answer.json();
}

const post = (path, body) => ask(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

export const numbers = () => ask("/numbers");
export const chats = (number) => ask(`/chats/${number}`);
export const chat = (number, customer) => ask(`/chat/${number}/${customer}`);
export const customer = (body) => post("/customers", body);
export const message = (body) => post("/messages", body);
export const played = (id) => post("/played", { id });
export const mediaUrl = (id) => `${BASE}/media/${id}`;

export function upload(number, blob, filename) {
  const query = new URLSearchParams({ phone_number_id: number, filename });
  return ask(`/media?${query}`, { method: "POST", headers: { "Content-Type": blob.type }, body: blob });
}

export function watch(number, customer, heard) {
  const source = new EventSource(`${BASE}/events/${number}/${customer}`);
  source.onmessage = (event) => heard(JSON.parse(event.data));
  return source;
}
