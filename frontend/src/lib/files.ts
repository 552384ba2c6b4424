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
