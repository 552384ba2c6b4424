import { createFileRoute } from "@tanstack/react-router";
import { InvitationPage } from "@/features/auth/InvitationPage";

export const Route = createFileRoute("/join")({ component: InvitationPage });
