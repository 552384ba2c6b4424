import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Contact } from "@/features/contacts/types";
import { useContactChange } from "@/features/contacts/use_contact_change";
import { tagsQuery } from "@/lib/business_lists";
import { useBusinessId } from "@/lib/session/me";
import { TagChip } from "@/ui/Chip";
import { Menu, MenuItem } from "@/ui/Menu";

/** The tags of a contact, and those it could have. */
export function Tags({ contact, mayWrite }: { contact: Contact; mayWrite: boolean }) {
  const { t } = useTranslation("contacts");
  const tags = useQuery(tagsQuery(useBusinessId())).data ?? [];
  const change = useContactChange(contact.id);
  const has = (id: string) => contact.tags.some((tag) => tag.id === id);
  const toggle = (id: string) => {
    const ids = contact.tags.map((tag) => tag.id);
    change.mutate({ tags: has(id) ? ids.filter((each) => each !== id) : [...ids, id] });
  };
  return (
    <div className="mt-3 flex flex-wrap gap-1.5">
      {contact.tags.map((tag) => (
        <TagChip key={tag.id} name={tag.name} colour={tag.colour} />
      ))}
      {mayWrite && tags.length > 0 && (
        <Menu
          trigger={
            <button
              type="button"
              aria-label={t("drawer.tags")}
              className="grid size-6 place-items-center rounded-control border border-line-2 text-ink-2 hover:bg-hover"
            >
              <Plus size={14} aria-hidden />
            </button>
          }
        >
          {tags.map((tag) => (
            <MenuItem key={tag.id} checked={has(tag.id)} onSelect={() => toggle(tag.id)}>
              {tag.name}
            </MenuItem>
          ))}
        </Menu>
      )}
    </div>
  );
}
