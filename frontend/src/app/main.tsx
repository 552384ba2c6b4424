import "@/ui/tokens.css";
import { createRouter, lazyRouteComponent, RouterProvider } from "@tanstack/react-router";
import { StrictMode, Suspense } from "react";
import { createRoot } from "react-dom/client";
import { routeTree } from "@/app/routeTree.gen";
import { startTexts } from "@/lib/i18n/i18n";

const RELOADED = "recado.reloaded";

const router = createRouter({
  routeTree,
  defaultPreload: "intent",
  defaultErrorComponent: lazyRouteComponent(() => import("@/app/ErrorPage"), "ErrorPage"),
  defaultNotFoundComponent: lazyRouteComponent(() => import("@/app/NotFoundPage"), "NotFoundPage"),
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}

// A release took away a part this page was about to load: the new page has it.
window.addEventListener("vite:preloadError", (event) => {
  if (sessionStorage.getItem(RELOADED)) return;
  sessionStorage.setItem(RELOADED, "yes");
  event.preventDefault();
  location.reload();
});

startTexts().then(() => {
  const root = document.getElementById("root");
  if (!root) throw new Error("no root");
  createRoot(root).render(
    <StrictMode>
      <Suspense>
        <RouterProvider router={router} />
      </Suspense>
    </StrictMode>,
  );
});

if (import.meta.env.PROD && "serviceWorker" in navigator)
  window.addEventListener("load", () => void navigator.serviceWorker.register("/sw.js").catch(() => undefined));
