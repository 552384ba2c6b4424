import { createFileRoute } from "@tanstack/react-router";
import { LessonsPage } from "@/features/agent/lessons/LessonsPage";

export const Route = createFileRoute("/_app/agent/lessons")({ component: LessonsPage });
