import { Check, Pencil } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Contact } from "@/features/contacts/types";
import { useContactChange } from "@/features/contacts/use_contact_change";
import { phone } from "@/lib/format/text";
import { Avatar } from "@/ui/Avatar";
import { IconButton } from "@/ui/IconButton";
import { Input } from "@/ui/Input";

/** The name, which is changed in place, and the number. */
export function ContactName({ contact, mayWrite }: { contact: Contact; mayWrite: boolean }) {
  const { t } = useTranslation(["contacts", "common"]);
  const change = useContactChange(contact.id);
  const [name, setName] = useState<string | null>(null);
  const shown = contact.name ?? contact.profile_name;
  const number = contact.phone ? phone(contact.phone) : contact.username;
  const save = () => {
    if (name?.trim() && name !== contact.name) change.mutate({ name: name.trim() });
    setName(null);
  };
  return (
    <div className="flex items-center gap-3">
      <Avatar id={contact.id} name={shown} size={64} />
      <div className="min-w-0 flex-1">
        {name === null ? (
          <p className="truncate font-semibold text-section">{shown ?? t("contacts:unknown")}</p>
        ) : (
          <Input
            autoFocus
            value={name}
            aria-label={t("contacts:drawer.name")}
            maxLength={200}
            onChange={({ target }) => setName(target.value)}
            onKeyDown={({ key }) => (key === "Enter" ? save() : key === "Escape" && setName(null))}
          />
        )}
        <p className="text-ink-2 text-table">{number}</p>
      </div>
      {mayWrite && (
        <IconButton
          small
          icon={name === null ? Pencil : Check}
          label={name === null ? t("contacts:drawer.rename") : t("common:save")}
          onClick={() => (name === null ? setName(shown ?? "") : save())}
        />
      )}
    </div>
  );
}
