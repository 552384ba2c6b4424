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
