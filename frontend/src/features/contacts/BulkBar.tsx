import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Archive, Tag, Trash2, UserCheck, X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { DeleteContactsDialog } from "@/features/contacts/DeleteContactsDialog";
import { contactListKey } from "@/features/contacts/queries";
import { answer, api } from "@/lib/api/client";
import { Problem } from "@/lib/api/problem";
import { membersQuery, tagsQuery } from "@/lib/business_lists";
import { useProblemText } from "@/lib/i18n/problems";
import { useBusinessId, useMay } from "@/lib/session/me";
import { Menu, MenuItem } from "@/ui/Menu";
import { notifyProblem } from "@/ui/notify";

type Props = { chosen: ReadonlySet<string>; onChoose: (chosen: ReadonlySet<string>) => void; archived: boolean };

const item = "flex h-9 items-center gap-2 rounded-control px-3 font-medium text-table hover:bg-white/10";

/** What is done with the chosen contacts together; it floats over the end of the list. */
export function BulkBar({ chosen, onChoose, archived }: Props) {
  const { t } = useTranslation("contacts");
  const client = useQueryClient();
  const businessId = useBusinessId();
  const text = useProblemText();
  const mayManage = useMay("contacts:manage");
  const [deleting, setDeleting] = useState(false);
  const tags = useQuery(tagsQuery(businessId)).data ?? [];
  const members = useQuery({ ...membersQuery(businessId), enabled: useMay("team:read") }).data ?? [];
  const contacts = [...chosen];
  const { mutate, isPending } = useMutation({
    mutationFn: (work: () => Promise<unknown>) => work(),
    onSuccess: () => {
      onChoose(new Set());
      void client.invalidateQueries({ queryKey: contactListKey(businessId) });
    },
    onError: (error) => notifyProblem(text(Problem.of(error))),
  });
  const tag = (id: string) => mutate(() => answer(api.POST("/v1/contacts/tags", { body: { contacts, add: [id] } })));
  const assign = (user_id: string | null) =>
    mutate(() => answer(api.POST("/v1/contacts/assignee", { body: { contacts, user_id } })));
  const archive = () =>
    mutate(() => answer(api.POST("/v1/contacts/archive", { body: { contacts, archived: !archived } })));
  return (
    <section
      aria-label={t("bulk.label")}
      aria-busy={isPending}
      className="fixed inset-x-3 bottom-20 z-30 flex min-h-[52px] flex-wrap items-center gap-1 rounded-card bg-float px-4 py-1.5 text-on-float shadow-dialog phone:inset-x-auto phone:bottom-6 phone:left-1/2 phone:-translate-x-1/2"
    >
      <span role="status" className="border-white/20 border-r pr-4 text-table tabular-nums">
        {t("bulk.count", { count: chosen.size })}
      </span>
      {tags.length > 0 && (
        <Menu
          align="start"
          trigger={
            <button type="button" className={item}>
              <Tag size={18} strokeWidth={1.75} aria-hidden /> {t("bulk.tag")}
            </button>
          }
        >
          {tags.map(({ id, name }) => (
            <MenuItem key={id} onSelect={() => tag(id)}>
              {name}
            </MenuItem>
          ))}
        </Menu>
      )}
      {mayManage && (
        <Menu
          align="start"
          trigger={
            <button type="button" className={item}>
              <UserCheck size={18} strokeWidth={1.75} aria-hidden /> {t("bulk.assign")}
            </button>
          }
        >
          <MenuItem onSelect={() => assign(null)}>{t("filters.nobody")}</MenuItem>
          {members.map(({ user_id, name }) => (
            <MenuItem key={user_id} onSelect={() => assign(user_id)}>
              {name}
            </MenuItem>
          ))}
        </Menu>
      )}
      <button type="button" className={item} onClick={archive}>
        <Archive size={18} strokeWidth={1.75} aria-hidden /> {archived ? t("bulk.unarchive") : t("bulk.archive")}
      </button>
      {mayManage && (
        <button type="button" className={`${item} text-[#ffb4ab]`} onClick={() => setDeleting(true)}>
          <Trash2 size={18} strokeWidth={1.75} aria-hidden /> {t("bulk.delete")}
        </button>
      )}
      <button type="button" aria-label={t("bulk.clear")} className={`${item} px-2`} onClick={() => onChoose(new Set())}>
        <X size={18} strokeWidth={1.75} aria-hidden />
      </button>
      {deleting && (
        <DeleteContactsDialog
          contacts={contacts}
          onClose={() => setDeleting(false)}
          onDone={(left) => {
            setDeleting(false);
            onChoose(new Set(left));
            void client.invalidateQueries({ queryKey: contactListKey(businessId) });
            if (left.length > 0) notifyProblem(t("bulk.left"));
          }}
        />
      )}
    </section>
  );
}
