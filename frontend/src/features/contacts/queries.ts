import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { components } from "@/api/crm";
import { asQuery, type ContactFilters } from "@/features/contacts/filters";
import { answer, api } from "@/lib/api/client";

const PAGE = 50;

export const contactListKey = (businessId: string) => [businessId, "contact", "list"];

export function contactsQuery(businessId: string, filters: ContactFilters) {
  return infiniteQueryOptions({
    queryKey: [...contactListKey(businessId), filters],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET("/v1/contacts", {
          params: {
            query: {
              ...asQuery(filters),
              sort: filters.sort ?? "last_message",
              limit: PAGE,
              ...(pageParam ? { cursor: pageParam } : {}),
            },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}

export function contactQuery(businessId: string, id: string) {
  return queryOptions({
    queryKey: [businessId, "contact", id],
    queryFn: () => answer(api.GET("/v1/contacts/{contact_id}", { params: { path: { contact_id: id } } })),
  });
}

export function contactNotesQuery(businessId: string, id: string) {
  return queryOptions({
    queryKey: [businessId, "contact-notes", id],
    queryFn: async () =>
      (await answer(api.GET("/v1/contacts/{contact_id}/notes", { params: { path: { contact_id: id } } }))).items,
  });
}

export const mergesKey = (businessId: string, id: string) => [businessId, "contact-merges", id];

export function mergesQuery(businessId: string, id: string) {
  return queryOptions({
    queryKey: mergesKey(businessId, id),
    queryFn: async () =>
      (await answer(api.GET("/v1/contacts/{contact_id}/merges", { params: { path: { contact_id: id } } }))).items,
  });
}

export function timelineQuery(businessId: string, id: string) {
  return infiniteQueryOptions({
    queryKey: [businessId, "contact-timeline", id],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET("/v1/contacts/{contact_id}/timeline", {
          params: { path: { contact_id: id }, query: { limit: 20, ...(pageParam ? { cursor: pageParam } : {}) } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}

export function fieldEvidenceQuery(businessId: string, id: string) {
  return queryOptions({
    queryKey: [businessId, "contact-field-evidence", id],
    queryFn: async () =>
      (await answer(api.GET("/v1/contacts/{contact_id}/field-evidence", { params: { path: { contact_id: id } } })))
        .items,
  });
}

export type ContactMemory = components["schemas"]["ContactMemory"];

export function memoriesQuery(businessId: string, id: string) {
  return queryOptions({
    queryKey: [businessId, "contact-memories", id],
    queryFn: async () =>
      (await answer(api.GET("/v1/contacts/{contact_id}/memories", { params: { path: { contact_id: id } } }))).items,
  });
}
