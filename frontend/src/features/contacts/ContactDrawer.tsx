import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { ContactDetails } from "@/features/contacts/ContactDetails";
import { ContactMenu } from "@/features/contacts/ContactMenu";
import { contactQuery } from "@/features/contacts/queries";
import { useBusinessId } from "@/lib/session/me";
import { IconButton } from "@/ui/IconButton";
import { Skeleton } from "@/ui/Skeleton";

/** Who the customer is, beside their conversation. */
export function ContactDrawer({ contactId, onClose }: { contactId: string; onClose: () => void }) {
  const { t } = useTranslation(["contacts", "common"]);
  const { data: contact } = useQuery(contactQuery(useBusinessId(), contactId));
  return (
    <aside
      aria-label={t("contacts:drawer.title")}
      data-pane="contact"
      tabIndex={-1}
      className="flex w-full shrink-0 flex-col border-line border-l bg-surface phone:w-80"
    >
      <header className="flex h-[60px] shrink-0 items-center border-line border-b pr-2 pl-5">
        <h2 className="flex-1 font-semibold text-section">{t("contacts:drawer.title")}</h2>
        {contact && <ContactMenu contact={contact} onGone={onClose} />}
        <IconButton icon={X} label={t("common:close")} onClick={onClose} />
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto">
        {contact ? <ContactDetails contact={contact} /> : <Waiting />}
      </div>
    </aside>
  );
}

function Waiting() {
  return (
    <div className="flex flex-col gap-4 p-5">
      <Skeleton className="size-16 rounded-full" />
      <Skeleton className="h-5 w-2/3" />
      <Skeleton className="h-24" />
    </div>
  );
}
