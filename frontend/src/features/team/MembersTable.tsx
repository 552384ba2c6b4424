import { Plane } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { components } from "@/api/crm";
import { MemberMenu } from "@/features/team/MemberMenu";
import { RoleChoice } from "@/features/team/RoleChoice";
import { useTeamChange } from "@/features/team/use_team_change";
import { answer, api } from "@/lib/api/client";
import { membersQuery } from "@/lib/business_lists";
import { useBusinessId, useMay, useMe } from "@/lib/session/me";
import { Avatar } from "@/ui/Avatar";
import { Card } from "@/ui/Card";
import { StateChip } from "@/ui/Chip";
import { Switch } from "@/ui/Switch";

type Member = components["schemas"]["Member"];

/** The members: role, whether they are there, whether they take turns. */
export function MembersTable({ members }: { members: Member[] }) {
  const { t } = useTranslation("team");
  return (
    <Card className="overflow-hidden">
      <table aria-label={t("title")} className="w-full text-table">
        <thead className="hidden h-9 border-line border-b text-left text-ink-3 text-meta phone:table-header-group">
          <tr>
            <th className="px-3 pl-5 font-medium">{t("columns.person")}</th>
            <th className="w-[150px] px-3 font-medium">{t("columns.role")}</th>
            <th className="w-[120px] px-3 font-medium">{t("columns.state")}</th>
            <th className="w-[80px] px-3 font-medium">{t("columns.turns")}</th>
            <th className="w-[60px]">
              <span className="sr-only">{t("columns.actions")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {members.map((member) => (
            <Row key={member.user_id} member={member} />
          ))}
        </tbody>
      </table>
    </Card>
  );
}

function Row({ member }: { member: Member }) {
  const { t } = useTranslation("team");
  const me = useMe();
  const mayWrite = useMay("team:write");
  const change = useTeamChange(membersQuery(useBusinessId()).queryKey);
  const turns = (takes_turns: boolean) =>
    change.mutate(() =>
      answer(
        api.PATCH("/v1/team/members/{user_id}", {
          params: { path: { user_id: member.user_id } },
          body: { takes_turns },
        }),
      ),
    );
  return (
    <tr className="h-[60px] border-line border-b last:border-b-0">
      <td className="py-2 pr-3 pl-5">
        <div className="flex items-center gap-3">
          <Avatar id={member.user_id} name={member.name} size={32} picture={member.avatar_url} />
          <div className="min-w-0">
            <p className="truncate font-medium">
              {member.name}
              {member.user_id === me.id && <span className="font-normal text-ink-2"> · {t("you")}</span>}
            </p>
            <p className="truncate text-ink-2 text-meta">{member.email}</p>
            <p className="text-ink-2 text-meta phone:hidden">{t(`roles.${member.role}`)}</p>
          </div>
        </div>
      </td>
      <td className="hidden px-3 phone:table-cell">
        <RoleChoice member={member} />
      </td>
      <td className="hidden px-3 phone:table-cell">
        {member.away ? (
          <StateChip tone="warn" icon={Plane}>
            {t("away")}
          </StateChip>
        ) : (
          <span className="flex items-center gap-2">
            <span aria-hidden className="size-2 rounded-full bg-accent" />
            {t("present")}
          </span>
        )}
      </td>
      <td className="w-[60px] px-3">
        <Switch
          checked={member.takes_turns}
          disabled={!mayWrite}
          label={t("takesTurns", { name: member.name })}
          onChange={turns}
        />
      </td>
      <td className="w-[52px] pr-3 text-right">
        <MemberMenu member={member} />
      </td>
    </tr>
  );
}
