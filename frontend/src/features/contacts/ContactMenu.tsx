import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Archive, EllipsisVertical, Merge, MessageSquareOff, Trash2 } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { contactListKey } from "@/features/contacts/queries";
import type { Contact } from "@/features/contacts/types";
import { useContactChange } from "@/features/contacts/use_contact_change";
import { answer, api } from "@/lib/api/client";
import { useBusinessId, useMay } from "@/lib/session/me";
import { Confirm } from "@/ui/Confirm";
import { IconButton } from "@/ui/IconButton";
import { Menu, MenuItem } from "@/ui/Menu";

const MergeDialog = lazy(() =>
  import("@/features/contacts/MergeDialog").then((module) => ({ default: module.MergeDialog })),
);

/** What is done with a contact as a whole. onGone: it is no more. */
export function ContactMenu({ contact, onGone }: { contact: Contact; onGone?: () => void }) {
  const { t } = useTranslation("contacts");
  const client = useQueryClient();
  const businessId = useBusinessId();
  const change = useContactChange(contact.id);
  const [dialog, setDialog] = useState<"merge" | "delete" | null>(null);
  const mayWrite = useMay("contacts:write");
  const mayManage = useMay("contacts:manage");
  const remove = useMutation({
    mutationFn: () => answer(api.DELETE("/v1/contacts/{contact_id}", { params: { path: { contact_id: contact.id } } })),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: contactListKey(businessId) });
      onGone?.();
    },
  });
  if (!mayWrite) return null;
  return (
    <>
      <Menu trigger={<IconButton icon={EllipsisVertical} label={t("drawer.actions")} />}>
        <MenuItem
          icon={MessageSquareOff}
          checked={contact.opted_out_at !== null}
          onSelect={() => change.mutate({ opted_out: contact.opted_out_at === null })}
        >
          {t("drawer.optOut")}
        </MenuItem>
        <MenuItem icon={Archive} onSelect={() => change.mutate({ archived: contact.archived_at === null })}>
          {t(contact.archived_at ? "bulk.unarchive" : "bulk.archive")}
        </MenuItem>
        {mayManage && (
          <>
            <MenuItem icon={Merge} onSelect={() => setDialog("merge")}>
              {t("merge.action")}
            </MenuItem>
            <MenuItem icon={Trash2} danger onSelect={() => setDialog("delete")}>
              {t("delete.one")}
            </MenuItem>
          </>
        )}
      </Menu>
      {dialog === "merge" && (
        <Suspense>
          <MergeDialog contact={contact} onClose={() => setDialog(null)} />
        </Suspense>
      )}
      {dialog === "delete" && (
        <Confirm
          title={t("delete.title", { count: 1 })}
          text={t("delete.text")}
          action={t("delete.one")}
          onClose={() => setDialog(null)}
          onConfirm={() => remove.mutateAsync()}
        />
      )}
    </>
  );
}
