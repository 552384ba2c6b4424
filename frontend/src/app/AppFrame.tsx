import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { Outlet, useLocation } from "@tanstack/react-router";
import { Tooltip } from "radix-ui";
import { lazy, Suspense } from "react";
import { Rail } from "@/app/Rail";
import { Standing } from "@/app/Standing";
import { SyncStatus } from "@/app/SyncStatus";
import { Problem } from "@/lib/api/problem";
import { useMe } from "@/lib/session/me";
import { useSessionState } from "@/lib/session/session";

const Toasts = lazy(() => import("@/app/Toasts").then((module) => ({ default: module.Toasts })));
const TabTitle = lazy(() => import("@/app/TabTitle").then((module) => ({ default: module.TabTitle })));
const Alerts = lazy(() => import("@/app/Alerts").then((module) => ({ default: module.Alerts })));
const NoBusiness = lazy(() => import("@/app/NoBusiness").then((module) => ({ default: module.NoBusiness })));
const LogInAgain = lazy(() => import("@/app/LogInAgain").then((module) => ({ default: module.LogInAgain })));

const RETRIES = 2;

const client = new QueryClient({
  defaultOptions: {
    mutations: { networkMode: "always" }, // without a network they fail and say so, instead of waiting unseen
    queries: {
      networkMode: "always",
      staleTime: 30_000,
      retry: (count, error) => count < RETRIES && (Problem.of(error).status === 0 || Problem.of(error).status >= 500),
    },
  },
});

/** What stands around every page behind the log-in. The super admin's pages bring a rail of their own. */
export function AppFrame() {
  const state = useSessionState();
  const { pathname } = useLocation();
  return (
    <QueryClientProvider client={client}>
      <Tooltip.Provider delayDuration={400}>
        <Suspense>
          {pathname.startsWith("/admin") ? <Outlet /> : <Frame ownAccount={pathname.startsWith("/settings")} />}
          {state === "ended" && <LogInAgain />}
        </Suspense>
        <Suspense>
          <Toasts />
        </Suspense>
      </Tooltip.Provider>
    </QueryClientProvider>
  );
}

/** ownAccount: the page is there for somebody of no business, too. */
function Frame({ ownAccount }: { ownAccount: boolean }) {
  const { business_id } = useMe();
  return (
    <div className="flex h-dvh flex-col-reverse overflow-hidden phone:flex-row">
      <Rail />
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        <SyncStatus />
        <Suspense>
          <TabTitle />
          <Alerts />
        </Suspense>
        <Standing />
        <main className="min-h-0 flex-1">
          <Suspense>{business_id || ownAccount ? <Outlet /> : <NoBusiness />}</Suspense>
        </main>
      </div>
    </div>
  );
}
