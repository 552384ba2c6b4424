import type { Content } from "@/lib/outbox/outbox";

const PICTURES = ["image/jpeg", "image/png"];
const FILMS = ["video/mp4", "video/3gpp"];

/** Returns what is sent of an uploaded file; what WhatsApp does not show as a picture, film or recording goes as a document. */
export function asContent(file: File, mediaId: string, caption: string): Content {
  const words = caption ? { caption } : {};
  if (PICTURES.includes(file.type)) return { type: "image", media_id: mediaId, ...words };
  if (FILMS.includes(file.type)) return { type: "video", media_id: mediaId, ...words };
  if (file.type.startsWith("audio/")) return { type: "audio", media_id: mediaId };
  return { type: "document", media_id: mediaId, filename: file.name.slice(0, 200), ...words };
}

const MB = 1_000_000;
// The most WhatsApp takes of each, by Meta's table of supported media.
const MOST: Partial<Record<Content["type"], number>> = {
  image: 5 * MB,
  video: 16 * MB,
  audio: 16 * MB,
  document: 100 * MB,
};

/** Returns why a file cannot be sent, if it cannot: `empty`, or the most bytes of its kind. */
export function unfit(file: File): "empty" | number | null {
  if (file.size === 0) return "empty";
  const most = MOST[asContent(file, "", "").type] ?? 0;
  return file.size > most ? most : null;
}
