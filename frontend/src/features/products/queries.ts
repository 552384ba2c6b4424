import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { ProductFilters } from "@/features/products/filters";
import { answer, api } from "@/lib/api/client";

const PAGE = 50;
export const productsKey = (businessId: string) => [businessId, "products"];

export function productPagesQuery(businessId: string, { q, category, stock, shown }: ProductFilters) {
  return infiniteQueryOptions({
    queryKey: [...productsKey(businessId), "pages", q ?? "", category ?? "", stock ?? "", shown ?? ""],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET("/v1/products", {
          params: {
            query: {
              limit: PAGE,
              ...(q ? { search: q } : {}),
              ...(category ? { category_id: category } : {}),
              ...(stock ? { stock } : {}),
              ...(shown ? { shown } : {}),
              ...(pageParam ? { cursor: pageParam } : {}),
            },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
}

export function productQuery(businessId: string, id: string) {
  return queryOptions({
    queryKey: [...productsKey(businessId), "one", id],
    queryFn: () => answer(api.GET("/v1/products/{product_id}", { params: { path: { product_id: id } } })),
  });
}

export function categoriesQuery(businessId: string) {
  return queryOptions({
    queryKey: [...productsKey(businessId), "categories"],
    queryFn: async () => (await answer(api.GET("/v1/products/categories"))).items,
  });
}
