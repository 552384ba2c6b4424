import { createFileRoute } from "@tanstack/react-router";
import { BehaviourPage } from "@/features/agent/behaviour/BehaviourPage";

export const Route = createFileRoute("/_app/agent/")({ component: BehaviourPage });
