import { createFileRoute } from "@tanstack/react-router";
import { EvalsPage } from "@/features/agent/evals/EvalsPage";

export const Route = createFileRoute("/_app/agent/evals")({ component: EvalsPage });
