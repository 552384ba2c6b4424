import { createFileRoute } from "@tanstack/react-router";
import { BusinessesPage } from "@/features/admin/BusinessesPage";
import { readSearch } from "@/features/admin/search";

export const Route = createFileRoute("/_app/admin/businesses")({
  validateSearch: (search: Record<string, unknown>): { q?: string } => search,
  component: List,
});

function List() {
  return <BusinessesPage search={readSearch(Route.useSearch()).q ?? ""} />;
}
