import { createFileRoute } from "@tanstack/react-router";
import { EvalsPage } from "@/features/agent/evals/EvalsPage";

export const Route = createFileRoute("/_app/agent/evals")({
  validateSearch: ({ edit }: Record<string, unknown>): { edit?: string } => (typeof edit === "string" ? { edit } : {}),
  component: EvalsRoute,
});

function EvalsRoute() {
  const { edit } = Route.useSearch();
  const navigate = Route.useNavigate();
  return <EvalsPage edit={edit ?? null} onEdited={() => void navigate({ search: {}, replace: true })} />;
}
