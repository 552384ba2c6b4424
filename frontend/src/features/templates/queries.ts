import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { TemplateFilters } from "@/features/templates/filters";
import { answer, api } from "@/lib/api/client";

export const templatesKey = (businessId: string) => [businessId, "templates"];

export function templatesQuery(businessId: string, { q, status }: TemplateFilters) {
  return infiniteQueryOptions({
    queryKey: [...templatesKey(businessId), "list", q ?? null, status ?? null],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET("/v1/templates", {
          params: {
            query: {
              limit: 50,
              ...(q ? { q } : {}),
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
