import { createFileRoute } from "@tanstack/react-router";
import { AuditPage } from "@/features/settings/audit/AuditPage";
import { readAuditFilters } from "@/features/settings/audit/filters";

export const Route = createFileRoute("/_app/settings/audit")({ validateSearch: readAuditFilters, component: Audit });

function Audit() {
  return <AuditPage filters={Route.useSearch()} />;
}
