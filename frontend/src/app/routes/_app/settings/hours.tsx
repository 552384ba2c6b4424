import { createFileRoute } from "@tanstack/react-router";
import { HoursPage } from "@/features/settings/hours/HoursPage";

export const Route = createFileRoute("/_app/settings/hours")({ component: HoursPage });
