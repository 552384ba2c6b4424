import { createFileRoute } from "@tanstack/react-router";
import { ConsolePage } from "@/features/admin/console/ConsolePage";
import { type LogFilters, readLogFilters } from "@/features/admin/console/filters";

// What the address says is read with the page, so that no other page carries how.
export const Route = createFileRoute("/_app/admin/console")({
  validateSearch: (search: Record<string, unknown>): LogFilters => search,
  component: Console,
});

function Console() {
  return <ConsolePage filters={readLogFilters(Route.useSearch())} />;
}
