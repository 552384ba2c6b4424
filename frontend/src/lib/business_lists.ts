import { queryOptions } from "@tanstack/react-query";
import { answer, api } from "@/lib/api/client";

// Short lists of a business that many pages show. Sync says when they change.

export function membersQuery(businessId: string) {
  return queryOptions({
    queryKey: [businessId, "members"],
    queryFn: async () => (await answer(api.GET("/v1/team/members", { params: { query: { limit: 100 } } }))).items,
    staleTime: 300_000,
  });
}

export function instancesQuery(businessId: string) {
  return queryOptions({
    queryKey: [businessId, "instances"],
    queryFn: async () => (await answer(api.GET("/v1/instances", { params: { query: { limit: 100 } } }))).items,
    staleTime: 300_000,
  });
}

export function tagsQuery(businessId: string) {
  return queryOptions({
    queryKey: [businessId, "tags"],
    queryFn: async () => (await answer(api.GET("/v1/tags", { params: { query: { limit: 100 } } }))).items,
    staleTime: 300_000,
  });
}

export function contactFieldsQuery(businessId: string) {
  return queryOptions({
    queryKey: [businessId, "contact-fields"],
    queryFn: async () => (await answer(api.GET("/v1/contact-fields"))).items,
    staleTime: 300_000,
  });
}
