import { createFileRoute } from "@tanstack/react-router";
import { ContactsPage } from "@/features/contacts/ContactsPage";
import { readContactFilters } from "@/features/contacts/filters";

export const Route = createFileRoute("/_app/contacts/")({ validateSearch: readContactFilters, component: Contacts });

function Contacts() {
  return <ContactsPage filters={Route.useSearch()} />;
}
