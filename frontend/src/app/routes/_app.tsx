import { createFileRoute, redirect } from "@tanstack/react-router";
import { AppFrame } from "@/app/AppFrame";
import { sessionState } from "@/lib/session/session";

export const Route = createFileRoute("/_app")({
  beforeLoad: ({ location }) => {
    if (sessionState() === "out") throw redirect({ to: "/log-in", search: { next: location.href } });
  },
  component: AppFrame,
});
