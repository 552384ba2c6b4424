import { createFileRoute } from "@tanstack/react-router";
import { TemplatePage } from "@/features/templates/TemplatePage";

export const Route = createFileRoute("/_app/templates/$id")({ component: Template });

function Template() {
  const { id } = Route.useParams();
  return <TemplatePage key={id} id={id} />;
}
