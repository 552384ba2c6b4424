import { createFileRoute } from "@tanstack/react-router";
import { AlertsPage } from "@/features/settings/alerts/AlertsPage";

export const Route = createFileRoute("/_app/settings/alerts")({ component: AlertsPage });
