import { createFileRoute } from "@tanstack/react-router";
import { InboxPage } from "@/features/inbox/InboxPage";
import { readFilters } from "@/features/inbox/filters";

export const Route = createFileRoute("/_app/inbox/{-$id}")({ validateSearch: readFilters, component: Inbox });

function Inbox() {
  const { id } = Route.useParams();
  return <InboxPage openId={id ?? null} filters={Route.useSearch()} />;
}
