import { lazy, Suspense } from "react";
import { Assignee } from "@/features/contacts/Assignee";
import { ContactName } from "@/features/contacts/ContactName";
import { Fields } from "@/features/contacts/Fields";
import { Notes } from "@/features/contacts/Notes";
import { Section } from "@/features/contacts/Section";
import { Tags } from "@/features/contacts/Tags";
import type { Contact } from "@/features/contacts/types";
import { useMay } from "@/lib/session/me";

const Memories = lazy(() => import("@/features/contacts/Memories"));

/** Name, tags, who answers, fields with who filled them, what is remembered, notes. */
export function ContactDetails({ contact }: { contact: Contact }) {
  const mayWrite = useMay("contacts:write");
  return (
    <>
      <Section>
        <ContactName contact={contact} mayWrite={mayWrite} />
        <Tags contact={contact} mayWrite={mayWrite} />
        <Assignee contact={contact} />
      </Section>
      <Fields contact={contact} mayWrite={mayWrite} />
      <Suspense>
        <Memories contactId={contact.id} mayWrite={mayWrite} />
      </Suspense>
      <Notes contactId={contact.id} mayWrite={mayWrite} />
    </>
  );
}
