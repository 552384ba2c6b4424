import { createFileRoute, redirect } from "@tanstack/react-router";

export const Route = createFileRoute("/_app/settings/fields")({
  beforeLoad: () => {
    throw redirect({ to: "/agent/fields", replace: true });
  },
});
