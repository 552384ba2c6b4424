import { createFileRoute } from "@tanstack/react-router";
import { RepliesPage } from "@/features/settings/replies/RepliesPage";

export const Route = createFileRoute("/_app/settings/replies")({ component: RepliesPage });
