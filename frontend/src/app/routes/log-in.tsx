import { createFileRoute } from "@tanstack/react-router";
import { LogInPage } from "@/features/auth/LogInPage";

export const Route = createFileRoute("/log-in")({
  validateSearch: (search): { next?: string } => (typeof search.next === "string" ? { next: search.next } : {}),
  component: LogIn,
});

function LogIn() {
  const { next } = Route.useSearch();
  return <LogInPage next={next?.startsWith("/") && !next.startsWith("//") ? next : "/"} />;
}
