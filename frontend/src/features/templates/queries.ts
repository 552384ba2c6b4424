import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { asName, type TemplateFilters } from "@/features/templates/filters";
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
