import { createFileRoute } from "@tanstack/react-router";
import { BusinessPage } from "@/features/settings/business/BusinessPage";

export const Route = createFileRoute("/_app/settings/business")({ component: BusinessPage });
