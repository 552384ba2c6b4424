import { useQuery } from "@tanstack/react-query";
import { answer, api } from "@/lib/api/client";
import { useBusinessId } from "@/lib/session/me";

export type ChosenContact = { id: string; name: string };

const MOST = 8;

/** Returns contacts like what is searched for; without that, those who wrote last. */
export function useContacts(search: string, wanted: boolean) {
  return useQuery({
    queryKey: [useBusinessId(), "agent-contacts", search],
    queryFn: async () =>
      (
        await answer(
          api.GET("/v1/contacts", {
            params: { query: search ? { search, limit: MOST } : { sort: "last_message", limit: MOST } },
          }),
        )
      ).items,
    enabled: wanted,
    staleTime: 30_000,
  });
}
