import { createFileRoute } from "@tanstack/react-router";
import { readTemplateFilters, type TemplateFilters } from "@/features/templates/filters";
import { TemplatesPage } from "@/features/templates/TemplatesPage";

export const Route = createFileRoute("/_app/templates/")({
  validateSearch: (search: Record<string, unknown>): TemplateFilters => search,
  component: Templates,
});

function Templates() {
  return <TemplatesPage filters={readTemplateFilters(Route.useSearch())} />;
}
