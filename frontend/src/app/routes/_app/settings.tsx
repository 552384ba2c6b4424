import { createFileRoute, Outlet, useMatchRoute } from "@tanstack/react-router";
import { SettingsFrame } from "@/features/settings/SettingsFrame";

export const Route = createFileRoute("/_app/settings")({ component: Settings });

function Settings() {
  const atList = Boolean(useMatchRoute()({ to: "/settings" }));
  return (
    <SettingsFrame atList={atList}>
      <Outlet />
    </SettingsFrame>
  );
}
