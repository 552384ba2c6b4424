import { queryOptions } from "@tanstack/react-query";
import { answer, api } from "@/lib/api/client";

export const invitationsKey = (businessId: string) => [businessId, "invitations"];

export function invitationsQuery(businessId: string) {
  return queryOptions({
    queryKey: invitationsKey(businessId),
    queryFn: async () => (await answer(api.GET("/v1/team/invitations", { params: { query: { limit: 100 } } }))).items,
  });
}
