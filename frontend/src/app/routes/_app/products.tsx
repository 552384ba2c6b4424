import { createFileRoute } from "@tanstack/react-router";
import { type ProductFilters, readProductFilters } from "@/features/products/filters";
import { ProductsPage } from "@/features/products/ProductsPage";

export const Route = createFileRoute("/_app/products")({
  validateSearch: (search: Record<string, unknown>): ProductFilters => search,
  component: Products,
});

function Products() {
  return <ProductsPage filters={readProductFilters(Route.useSearch())} />;
}
