import { createFileRoute } from "@tanstack/react-router";
import { BenchPage } from "@/features/agent/bench/BenchPage";

export const Route = createFileRoute("/_app/agent/bench")({ component: BenchPage });
