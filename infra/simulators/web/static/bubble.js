// One line of a chat: a waE2E message as WhatsApp's JSON, with its time and ticks.
import { clock, say } from "./words.js";

export function make(tag, className = "", ...inside) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  node.append(...inside.filter((one) => one !== null && one !== undefined && one !== ""));
  return node;
}

// The words of a message in one line.
export function summary(message) {
  const [part, content] = Object.entries(message).find(([name]) => name !== "messageContextInfo") ?? ["", ""];
  if (typeof content === "string") return content;
  const text = content.text ?? content.caption ?? content.displayName ?? content.fileName ?? content.name ?? "";
  const kind = part.replace("Message", "");
  return kind === "extendedText" ? text : [say(kind), text].filter(Boolean).join(" ");
}

function picture(message) {
  const content = message.imageMessage ?? message.stickerMessage;
  if (!content?.directPath) return null;
  return Object.assign(make("img", message.stickerMessage ? "sticker" : "image"), { src: content.directPath, alt: summary(message), loading: "lazy" });
}

function tick(status) {
  const kind = status === "sent" ? "one" : status === "delivered" ? "two" : "read";
  const holder = make("span");
  holder.innerHTML = `<svg class="tick ${kind}" viewBox="0 0 17 11" aria-label="${kind}"><path d="M1 6l3 3.5L11 1"/><path class="second" d="M7.5 8.5l1 1L16 1"/></svg>`;
  return holder.firstChild;
}

// The page is the customer's phone: what they wrote is on the right.
export function line(entry, first) {
  const mine = entry.by === "customer";
  const quoted = Object.values(entry.message)[0]?.contextInfo?.stanzaID;
  const meta = make("span", "meta", clock(entry.at), entry.by === "business" ? tick(entry.status) : null);
  const by = entry.author ? make("span", "by", entry.author) : entry.by === "phone" ? make("span", "by", say("owner")) : null;
  const shown = picture(entry.message);
  const text = shown ? entry.message.imageMessage?.caption ?? "" : summary(entry.message);
  const bubble = make("div", "bubble", by, quoted ? make("div", "reply", "↩") : null, shown, make("span", "body", text), meta);
  return make("div", ["line", mine ? "mine" : entry.by, first ? "first" : ""].join(" "), bubble);
}
