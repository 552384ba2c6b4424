import { createFileRoute, redirect } from "@tanstack/react-router";

export const Route = createFileRoute("/_app/settings/agent")({
  beforeLoad: () => {
    throw redirect({ to: "/agent", replace: true });
  },
});
