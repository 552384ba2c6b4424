import { createFileRoute } from "@tanstack/react-router";
import { FieldsPage } from "@/features/agent/fields/FieldsPage";

export const Route = createFileRoute("/_app/agent/fields")({ component: FieldsPage });
