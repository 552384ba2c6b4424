import { createFileRoute, Outlet } from "@tanstack/react-router";
import { AdminShell } from "@/features/admin/AdminShell";

export const Route = createFileRoute("/_app/admin")({ component: Admin });

function Admin() {
  return (
    <AdminShell>
      <Outlet />
    </AdminShell>
  );
}
