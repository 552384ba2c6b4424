import { createFileRoute } from "@tanstack/react-router";
import { TagsPage } from "@/features/settings/tags/TagsPage";

export const Route = createFileRoute("/_app/settings/tags")({ component: TagsPage });
