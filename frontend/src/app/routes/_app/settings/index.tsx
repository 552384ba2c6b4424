import { createFileRoute, redirect } from "@tanstack/react-router";

const PHONE_PX = 640;

/** On a phone this is the list alone; elsewhere the first setting stands beside it. */
export const Route = createFileRoute("/_app/settings/")({
  beforeLoad: () => {
    if (window.innerWidth >= PHONE_PX) throw redirect({ to: "/settings/profile" });
  },
});
