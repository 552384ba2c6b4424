import { createFileRoute } from "@tanstack/react-router";
import { readTemplateFilters } from "@/features/templates/filters";
import { TemplatesPage } from "@/features/templates/TemplatesPage";

export const Route = createFileRoute("/_app/templates/")({ validateSearch: readTemplateFilters, component: Templates });

function Templates() {
  return <TemplatesPage filters={Route.useSearch()} />;
}
