import { createFileRoute } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { readInbox } from "@/features/inbox/filters";
import { InboxPage } from "@/features/inbox/InboxPage";

export const Route = createFileRoute("/_app/inbox/{-$id}")({ validateSearch: readInbox, component: Inbox });

const ContactDrawer = lazy(() =>
  import("@/features/contacts/ContactDrawer").then((module) => ({ default: module.ContactDrawer })),
);
const TurnSheet = lazy(() =>
  import("@/features/agent/turns/TurnSheet").then((module) => ({ default: module.TurnSheet })),
);

function Inbox() {
  const { id } = Route.useParams();
  const { message, ...filters } = Route.useSearch();
  return (
    <InboxPage
      openId={id ?? null}
      message={message ?? null}
      filters={filters}
      contact={(contactId, onClose) => (
        <Suspense>
          <ContactDrawer contactId={contactId} onClose={onClose} />
        </Suspense>
      )}
      turn={(messageId, onClose) => (
        <Suspense>
          <TurnSheet messageId={messageId} onClose={onClose} />
        </Suspense>
      )}
    />
  );
}
