import { ChevronDown } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { components } from "@/api/crm";
import { useTeamChange } from "@/features/team/use_team_change";
import { answer, api } from "@/lib/api/client";
import { membersQuery } from "@/lib/business_lists";
import { useBusinessId, useMay, useMyRole } from "@/lib/session/me";
import { Menu, MenuItem } from "@/ui/Menu";

type Member = components["schemas"]["Member"];

const ROLES = ["ADVISOR", "ADMIN", "OWNER"] as const;

/** The role, and for who may change it the others. Only an owner makes an owner or changes one. */
export function RoleChoice({ member }: { member: Member }) {
  const { t } = useTranslation("team");
  const mine = useMyRole();
  const mayWrite = useMay("team:write");
  const change = useTeamChange(membersQuery(useBusinessId()).queryKey);
  const owner = mine === "OWNER";
  if (!mayWrite || (member.role === "OWNER" && !owner)) return <>{t(`roles.${member.role}`)}</>;
  const give = (role: Member["role"]) =>
    change.mutate(() =>
      answer(
        api.PATCH("/v1/team/members/{user_id}", { params: { path: { user_id: member.user_id } }, body: { role } }),
      ),
    );
  return (
    <Menu
      align="start"
      trigger={
        <button type="button" className="inline-flex min-h-8 items-center gap-1 rounded-small">
          <span className="sr-only">{t("roleOf", { name: member.name })}</span>
          {t(`roles.${member.role}`)}
          <ChevronDown size={14} strokeWidth={2} aria-hidden />
        </button>
      }
    >
      {ROLES.filter((role) => role !== "OWNER" || owner).map((role) => (
        <MenuItem key={role} checked={role === member.role} onSelect={() => give(role)}>
          {t(`roles.${role}`)}
        </MenuItem>
      ))}
    </Menu>
  );
}
