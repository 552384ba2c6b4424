import { createFileRoute } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { readFilters } from "@/features/inbox/filters";
import { InboxPage } from "@/features/inbox/InboxPage";

export const Route = createFileRoute("/_app/inbox/{-$id}")({ validateSearch: readFilters, component: Inbox });

const ContactDrawer = lazy(() =>
  import("@/features/contacts/ContactDrawer").then((module) => ({ default: module.ContactDrawer })),
);

function Inbox() {
  const { id } = Route.useParams();
  return (
    <InboxPage
      openId={id ?? null}
      filters={Route.useSearch()}
      contact={(contactId, onClose) => (
        <Suspense>
          <ContactDrawer contactId={contactId} onClose={onClose} />
        </Suspense>
      )}
    />
  );
}
