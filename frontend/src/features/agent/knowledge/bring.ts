import { answer, api } from "@/lib/api/client";
import { upload } from "@/lib/files";

const MOST_TITLE = 120;

/** Uploads files one after another; each becomes a file of the agent, called as it is called without its ending. */
export async function bring(files: File[]): Promise<void> {
  for (const file of files) {
    const media_id = await put(file);
    const title = file.name.replace(/\.[^.]{1,5}$/, "").slice(0, MOST_TITLE) || file.name;
    await answer(api.POST("/v1/files", { body: { media_id, title } }));
  }
}

/** Gives a file of the agent another content. */
export async function replaceContent(id: string, file: File): Promise<void> {
  const media_id = await put(file);
  await answer(api.POST("/v1/files/{file_id}/content", { params: { path: { file_id: id } }, body: { media_id } }));
}

const put = (file: File) => upload(file, () => undefined, new AbortController().signal);
