import { ChevronDown } from "lucide-react";
import { Popover } from "radix-ui";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { type ChosenContact, useContacts } from "@/features/agent/behaviour/use_contacts";
import { Avatar } from "@/ui/Avatar";
import { inputLook } from "@/ui/Input";
import { SearchBox } from "@/ui/SearchBox";

type Props = { contact: ChosenContact | null; onContact: (contact: ChosenContact) => void };

/** For whom the text is shown: at first who wrote last. */
export function ContactPicker({ contact, onContact }: Props) {
  const { t } = useTranslation("agent");
  const [open, setOpen] = useState(false);
  const [search, setSearch] = useState("");
  const { data = [] } = useContacts(search, open || !contact);
  const shown = data.map(({ id, name, profile_name, phone }) => ({ id, name: name ?? profile_name ?? phone ?? "–" }));
  const first = shown[0];
  useEffect(() => {
    if (!contact && first) onContact(first);
  }, [contact, first, onContact]);
  const choose = (each: ChosenContact) => {
    onContact(each);
    setOpen(false);
    setSearch("");
  };
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger className={`${inputLook} flex items-center gap-2.5 text-left`}>
        <span className="sr-only">{t("behaviour.contact")}</span>
        {contact && <Avatar id={contact.id} name={contact.name} size={20} />}
        <span className="min-w-0 flex-1 truncate">{contact?.name ?? t("behaviour.noContact")}</span>
        <ChevronDown size={16} aria-hidden className="text-ink-2" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={4}
          aria-label={t("behaviour.contact")}
          className="z-50 w-(--radix-popover-trigger-width) animate-pop rounded-card border border-line bg-surface p-1 shadow-popover"
        >
          <SearchBox value={search} label={t("behaviour.searchContact")} onSearch={setSearch} autoFocus />
          <ul className="mt-1 max-h-72 overflow-y-auto">
            {shown.map((each) => (
              <li key={each.id}>
                <button
                  type="button"
                  onClick={() => choose(each)}
                  className="flex h-11 w-full items-center gap-2.5 rounded-control px-2 text-left hover:bg-hover focus-visible:bg-hover phone:h-9"
                >
                  <Avatar id={each.id} name={each.name} size={20} />
                  <span className="min-w-0 truncate">{each.name}</span>
                </button>
              </li>
            ))}
            {shown.length === 0 && <li className="px-2 py-3 text-ink-2 text-table">{t("behaviour.noneFound")}</li>}
          </ul>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
