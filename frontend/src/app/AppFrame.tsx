import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { Outlet } from "@tanstack/react-router";
import { Tooltip } from "radix-ui";
import { lazy, Suspense } from "react";
import { Rail } from "@/app/Rail";
import { Standing } from "@/app/Standing";
import { SyncStatus } from "@/app/SyncStatus";
import { TabTitle } from "@/app/TabTitle";
import { Problem } from "@/lib/api/problem";
import { useSessionState } from "@/lib/session/session";

const Toasts = lazy(() => import("@/app/Toasts").then((module) => ({ default: module.Toasts })));
const Alerts = lazy(() => import("@/app/Alerts").then((module) => ({ default: module.Alerts })));
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

/** What stands around every page behind the log-in. */
export function AppFrame() {
  return (
    <QueryClientProvider client={client}>
      <Tooltip.Provider delayDuration={400}>
        <Suspense>
          <Frame />
        </Suspense>
        <Suspense>
          <Toasts />
        </Suspense>
      </Tooltip.Provider>
    </QueryClientProvider>
  );
}

function Frame() {
  const state = useSessionState();
  return (
    <div className="flex h-dvh flex-col-reverse overflow-hidden phone:flex-row">
      <Rail />
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        <SyncStatus />
        <TabTitle />
        <Suspense>
          <Alerts />
        </Suspense>
        <Standing />
        <main className="min-h-0 flex-1">
          <Suspense>
            <Outlet />
          </Suspense>
        </main>
      </div>
      {state === "ended" && (
        <Suspense>
          <LogInAgain />
        </Suspense>
      )}
    </div>
  );
}
