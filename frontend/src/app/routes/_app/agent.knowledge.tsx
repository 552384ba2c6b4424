import { createFileRoute } from "@tanstack/react-router";
import { KnowledgePage } from "@/features/agent/knowledge/KnowledgePage";

export const Route = createFileRoute("/_app/agent/knowledge")({ component: KnowledgePage });
