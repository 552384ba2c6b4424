import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ChevronDown } from "lucide-react";
import { useTranslation } from "react-i18next";
import { contactQuery } from "@/features/contacts/queries";
import type { Contact } from "@/features/contacts/types";
import { answer, api } from "@/lib/api/client";
import { Problem } from "@/lib/api/problem";
import { membersQuery } from "@/lib/business_lists";
import { useProblemText } from "@/lib/i18n/problems";
import { useBusinessId, useMay } from "@/lib/session/me";
import { Avatar } from "@/ui/Avatar";
import { Menu, MenuItem } from "@/ui/Menu";
import { notifyProblem } from "@/ui/notify";

/** Who of the team answers this contact. */
export function Assignee({ contact }: { contact: Contact }) {
  const { t } = useTranslation("contacts");
  const client = useQueryClient();
  const businessId = useBusinessId();
  const text = useProblemText();
  const mayAssign = useMay("contacts:write");
  const members = useQuery(membersQuery(businessId)).data ?? [];
  const holder = members.find(({ user_id }) => user_id === contact.assigned_to);
  const assign = async (userId: string | null) => {
    try {
      await answer(
        api.POST("/v1/contacts/{contact_id}/assignee", {
          params: { path: { contact_id: contact.id } },
          body: { user_id: userId },
        }),
      );
      await client.invalidateQueries({ queryKey: contactQuery(businessId, contact.id).queryKey });
    } catch (error) {
      notifyProblem(text(Problem.of(error)));
    }
  };
  const shown = (
    <>
      {holder && <Avatar id={holder.user_id} name={holder.name} size={20} />}
      <span className="flex-1 truncate text-left font-medium">{holder?.name ?? t("drawer.nobody")}</span>
    </>
  );
  return (
    <div className="mt-3 flex items-center gap-2 text-table">
      <span className="w-24 shrink-0 text-ink-2">{t("drawer.assignee")}</span>
      {mayAssign ? (
        <Menu
          trigger={
            <button
              type="button"
              className="flex min-h-7 min-w-0 flex-1 items-center gap-2 rounded-control hover:bg-hover"
            >
              {shown}
              <ChevronDown size={16} strokeWidth={1.9} aria-hidden />
            </button>
          }
        >
          <MenuItem checked={!holder} onSelect={() => void assign(null)}>
            {t("drawer.nobody")}
          </MenuItem>
          {members.map(({ user_id, name }) => (
            <MenuItem key={user_id} checked={user_id === contact.assigned_to} onSelect={() => void assign(user_id)}>
              {name}
            </MenuItem>
          ))}
        </Menu>
      ) : (
        shown
      )}
    </div>
  );
}
