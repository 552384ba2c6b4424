import { createFileRoute } from "@tanstack/react-router";
import { readSearch } from "@/features/admin/search";
import { UsersPage } from "@/features/admin/UsersPage";

export const Route = createFileRoute("/_app/admin/users")({
  validateSearch: (search: Record<string, unknown>): { q?: string } => search,
  component: List,
});

function List() {
  return <UsersPage search={readSearch(Route.useSearch()).q ?? ""} />;
}
