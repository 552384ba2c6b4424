import { answer, api } from "@/lib/api/client";
import { Problem } from "@/lib/api/problem";

/** Uploads a file for a message. Returns its media id. onProgress: from 0 to 1. Throws a Problem. */
export async function upload(file: File, onProgress: (part: number) => void, signal: AbortSignal): Promise<string> {
  const mime = file.type.split(";")[0] || "application/octet-stream";
  const body = { mime_type: mime, size: file.size, filename: file.name.slice(0, 200) };
  const place = await answer(api.POST("/v1/media", { body, signal }));
  await put(place.url, file, mime, onProgress, signal);
  return place.id;
}

/** Puts a file where an upload link says. Throws a Problem. */
export function putFile(url: string, file: File): Promise<void> {
  return put(url, file, file.type, () => undefined, new AbortController().signal);
}

/** By XMLHttpRequest: fetch says nothing of how far an upload is. */
function put(
  url: string,
  file: File,
  mime: string,
  onProgress: (part: number) => void,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("PUT", url);
    request.setRequestHeader("Content-Type", mime);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total ? loaded / total : 0);
    request.onload = () =>
      request.status < 300 ? resolve() : reject(new Problem(request.status, { code: "cannot_store" }));
    request.onerror = () => reject(new Problem(0, {}));
    signal.addEventListener("abort", () => {
      request.abort();
      reject(new DOMException("aborted", "AbortError"));
    });
    request.send(file);
  });
}

/** Hands a text to the browser as a file to keep. */
export function saveFile(name: string, text: string, type = "text/csv;charset=utf-8"): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 0);
}
