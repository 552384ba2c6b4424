import { createFileRoute } from "@tanstack/react-router";
import { ToolsPage } from "@/features/agent/tools/ToolsPage";

export const Route = createFileRoute("/_app/agent/tools")({ component: ToolsPage });
