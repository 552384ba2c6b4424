import { createFileRoute } from "@tanstack/react-router";
import { EditorPage } from "@/features/templates/EditorPage";

export const Route = createFileRoute("/_app/templates/$id")({ component: Template });

function Template() {
  const { id } = Route.useParams();
  return <EditorPage key={id} id={id} />;
}
