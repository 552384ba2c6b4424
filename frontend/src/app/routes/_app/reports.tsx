import { createFileRoute } from "@tanstack/react-router";
import { readReportFilters } from "@/features/reports/filters";
import { ReportsPage } from "@/features/reports/ReportsPage";

export const Route = createFileRoute("/_app/reports")({ validateSearch: readReportFilters, component: Reports });

function Reports() {
  return <ReportsPage filters={Route.useSearch()} />;
}
