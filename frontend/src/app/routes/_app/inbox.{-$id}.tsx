import { createFileRoute } from "@tanstack/react-router";
import { readFilters } from "@/features/inbox/filters";
import { InboxPage } from "@/features/inbox/InboxPage";

export const Route = createFileRoute("/_app/inbox/{-$id}")({ validateSearch: readFilters, component: Inbox });

function Inbox() {
  const { id } = Route.useParams();
  return <InboxPage openId={id ?? null} filters={Route.useSearch()} />;
}
