import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { asName, type TemplateFilters } from "@/features/templates/filters";
import type { Template } from "@/features/templates/types";
import { answer, api } from "@/lib/api/client";

export const templatesKey = (businessId: string) => [businessId, "templates"];
const PAGE = 100;

export function templatePagesQuery(businessId: string, { q, status }: TemplateFilters) {
  const name = asName(q ?? "");
  return infiniteQueryOptions({
    queryKey: [...templatesKey(businessId), "pages", name, status ?? null],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET("/v1/templates", {
          params: {
            query: {
              limit: PAGE,
              ...(name ? { q: name } : {}),
              ...(status ? { status } : {}),
              ...(pageParam ? { cursor: pageParam } : {}),
            },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}

export function templateQuery(businessId: string, id: string) {
  return queryOptions({
    queryKey: [...templatesKey(businessId), "one", id],
    queryFn: () => answer(api.GET("/v1/templates/{template_id}", { params: { path: { template_id: id } } })),
  });
}

/** What a customer would read. values: of the body's and the header's variables; without them, the examples. */
export function previewQuery(
  businessId: string,
  template: Template,
  values: { body: Record<string, string>; header: Record<string, string> },
) {
  return queryOptions({
    queryKey: [businessId, "template-preview", template.id, template.updated_at, values],
    queryFn: () =>
      answer(
        api.POST("/v1/templates/{template_id}/preview", {
          params: { path: { template_id: template.id } },
          body: values,
        }),
      ),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  });
}
