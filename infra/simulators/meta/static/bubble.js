// One line of the chat as HTML: text with WhatsApp's marks, media, quotes, buttons, ticks and reactions.
import { mediaUrl, played } from "./api.js";
import { clock, say } from "./words.js";

export function make(tag, className = "", ...inside) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  node.append(...inside.filter((one) => one !== null && one !== undefined && one !== ""));
  return node;
}

const escape = (text) => text.replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);

export function formatted(text) {
  const html = escape(text)
    .replace(/```([^`]+)```/g, "<code>$1</code>")
    .replace(/(^|[\s(])\*([^*\n]+)\*(?=$|[\s.,;:!?)])/g, "$1<b>$2</b>")
    .replace(/(^|[\s(])_([^_\n]+)_(?=$|[\s.,;:!?)])/g, "$1<i>$2</i>")
    .replace(/(^|[\s(])~([^~\n]+)~(?=$|[\s.,;:!?)])/g, "$1<s>$2</s>")
    .replace(/https?:\/\/[^\s<]+/g, '<a href="$&" target="_blank" rel="noopener noreferrer">$&</a>');
  const node = make("span", "body");
  node.innerHTML = html;
  return node;
}

// The words of an entry in one line, for lists and quotes.
export function summary(entry) {
  if (!entry) return "";
  if (entry.revoked) return say("gone");
  const node = entry.content[entry.type] || {};
  const reply = node.button_reply || node.list_reply;
  const rendered = entry.content.rendered;
  return (reply && reply.title) || (rendered && rendered.body) || (typeof node.body === "string" ? node.body : node.body?.text)
    || node.caption || node.text || say(entry.type);
}

export function ticks(status) {
  const holder = make("span");
  const kind = status === "sent" ? "one" : status === "delivered" ? "two" : "read";
  holder.innerHTML = `<svg class="tick ${kind}" viewBox="0 0 17 11" aria-label="${escape(status)}"><path d="M1 6l3 3.5L11 1"/><path class="second" d="M7.5 8.5l1 1L16 1"/></svg>`;
  return holder.firstChild;
}

function media(kind, node, entry) {
  const source = node.id ? mediaUrl(node.id) : node.link;
  if (kind === "image" || kind === "sticker") {
    const picture = make("img", kind);
    Object.assign(picture, { src: source, alt: node.caption || say(kind), loading: "lazy" });
    return picture;
  }
  if (kind === "document") {
    const link = make("a", "file");
    link.innerHTML = '<svg viewBox="0 0 24 24"><path d="M6 2h8l5 5v15H6zM14 2v6h5M9 13h7M9 17h7"/></svg>';
    link.append(node.filename || say("document"));
    Object.assign(link, { href: source, target: "_blank", rel: "noopener" });
    return link;
  }
  const player = make(kind);
  Object.assign(player, { src: source, controls: true, preload: "metadata" });
  if (kind === "audio" && entry.by === "business") player.addEventListener("play", () => played(entry.id), { once: true });
  return player;
}

function interactive(node) {
  const header = node.header || {};
  const reply = node.button_reply || node.list_reply;
  if (reply) return [formatted(reply.title), reply.description ? make("div", "footer", reply.description) : null];
  const shown = header.type === "text" ? make("div", "heading", header.text) : header[header.type] ? media(header.type, header[header.type], {}) : null;
  return [shown, node.body ? formatted(node.body.text) : null, node.footer ? make("div", "footer", node.footer.text) : null];
}

function template(entry) {
  const shown = entry.content.rendered || { body: entry.content.template.name };
  return [
    shown.media ? media(shown.media.type, shown.media[shown.media.type], entry) : null,
    shown.header ? make("div", "heading", shown.header) : null,
    formatted(shown.body || ""),
    shown.footer ? make("div", "footer", shown.footer) : null,
  ];
}

function inside(entry) {
  const node = entry.content[entry.type] || {};
  if (entry.revoked) return [make("span", "gone", "🚫 " + say("gone"))];
  switch (entry.type) {
    case "text": return [formatted(node.body || "")];
    case "image": case "video": case "audio": case "document": case "sticker":
      return [media(entry.type, node, entry), node.caption ? formatted(node.caption) : null];
    case "location": return [formatted(`📍 ${node.name || ""} ${node.address || ""}\nhttps://www.openstreetmap.org/?mlat=${node.latitude}&mlon=${node.longitude}`)];
    case "contacts": return (Array.isArray(node) ? node : []).map((card) => formatted(`👤 ${card.name?.formatted_name || ""}\n${card.phones?.[0]?.phone || ""}`));
    case "interactive": return interactive(node);
    case "template": return template(entry);
    case "button": return [formatted(node.text || "")];
    default: return [make("span", "gone", entry.type)];
  }
}

// Buttons below the bubble: what can be tapped, and what tapping sends.
function taps(entry, tap) {
  const node = entry.content.interactive || {};
  const buttons = [];
  if (entry.type === "interactive" && node.type === "button")
    for (const { reply } of node.action.buttons) buttons.push([reply.title, () => tap.button(entry, reply)]);
  if (entry.type === "interactive" && node.type === "list") buttons.push(["☰ " + node.action.button, () => tap.list(entry, node.action.sections)]);
  if (entry.type === "interactive" && node.type === "cta_url") buttons.push(["↗ " + node.action.parameters.display_text, () => window.open(node.action.parameters.url, "_blank", "noopener")]);
  if (entry.type === "interactive" && node.type === "location_request_message") buttons.push(["📍 " + say("share"), () => tap.location(entry)]);
  for (const button of entry.content.rendered?.buttons || [])
    buttons.push([button.text, button.type === "QUICK_REPLY" ? () => tap.quick(entry, button) : button.url ? () => window.open(button.url, "_blank", "noopener") : null]);
  return buttons.map(([title, act]) => {
    const button = make("button", "", title);
    button.type = "button";
    if (act) button.addEventListener("click", act); else button.disabled = true;
    return button;
  });
}

export function line(entry, quoted, first, business, tap) {
  const mine = entry.by === "customer";
  const row = make("div", `line${mine ? " mine" : ""}${first ? " first" : ""}`);
  row.dataset.id = entry.id;
  const meta = make("span", "meta", entry.edited ? say("edited") : null, clock(entry.at), mine && !entry.revoked ? ticks(entry.status) : null);
  const quote = quoted && !entry.revoked ? make("div", "reply", make("b", "", quoted.by === "customer" ? say("you") : business), summary(quoted)) : null;
  row.append(make("div", "bubble", quote, ...inside(entry), meta));
  const faces = Object.values(entry.reactions);
  if (faces.length) {
    row.classList.add("reacted");
    row.firstChild.append(make("span", "reactions", faces.join("")));
  }
  if (!entry.revoked && !entry.id.startsWith("local")) {
    const more = make("button", "icon tools");
    more.innerHTML = '<svg viewBox="0 0 24 24"><path d="M6 9l6 6 6-6"/></svg>';
    more.setAttribute("aria-label", say("options"));
    more.addEventListener("click", () => tap.more(entry));
    row.append(more);
    const tappable = taps(entry, tap);
    if (tappable.length) row.append(make("div", "taps", ...tappable));
  }
  return row;
}
