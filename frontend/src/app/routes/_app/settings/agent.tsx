import { createFileRoute } from "@tanstack/react-router";
import { AgentPage } from "@/features/settings/agent/AgentPage";

export const Route = createFileRoute("/_app/settings/agent")({ component: AgentPage });
