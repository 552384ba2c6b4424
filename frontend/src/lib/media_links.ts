import { queryOptions, useQuery } from "@tanstack/react-query";
import type { components } from "@/api/crm";
import { answer, api } from "@/lib/api/client";
import { Problem } from "@/lib/api/problem";

type Link = components["schemas"]["MediaLink"];
type Waiting = { id: string; resolve: (link: Link) => void; reject: (error: unknown) => void };

const GATHER_MS = 15;
const MOST = 50;
const GOOD_MS = 240_000; // links die after five minutes
let waiting: Waiting[] = [];

/** Returns the links of a file; those asked for at nearly the same time are fetched in one call. */
export function useMediaLink(mediaId: string | null | undefined) {
  return useQuery({ ...linkQuery(mediaId ?? ""), enabled: Boolean(mediaId) });
}

function linkQuery(mediaId: string) {
  return queryOptions({
    queryKey: ["media", mediaId],
    queryFn: () => gather(mediaId),
    staleTime: GOOD_MS,
    gcTime: GOOD_MS,
    retry: 1,
  });
}

function gather(id: string): Promise<Link> {
  return new Promise((resolve, reject) => {
    if (waiting.length === 0) setTimeout(fetchAll, GATHER_MS);
    waiting.push({ id, resolve, reject });
  });
}

async function fetchAll(): Promise<void> {
  const batch = waiting.slice(0, MOST);
  waiting = waiting.slice(MOST);
  if (waiting.length > 0) setTimeout(fetchAll, 0);
  try {
    const { items } = await answer(
      api.POST("/v1/media/links", { body: { ids: [...new Set(batch.map(({ id }) => id))] } }),
    );
    const links = new Map(items.map((link) => [link.id, link]));
    for (const { id, resolve, reject } of batch) {
      const link = links.get(id);
      if (link) resolve(link);
      else reject(new Problem(404, { code: "not_found" }));
    }
  } catch (error) {
    for (const { reject } of batch) reject(error);
  }
}
