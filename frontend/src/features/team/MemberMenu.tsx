import { Ellipsis, LogOut, Plane, UserX } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { components } from "@/api/crm";
import { useTeamChange } from "@/features/team/use_team_change";
import { answer, api } from "@/lib/api/client";
import { membersQuery } from "@/lib/business_lists";
import { useBusinessId, useMay, useMe, useMyRole } from "@/lib/session/me";
import { logOut } from "@/lib/session/session";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { IconButton } from "@/ui/IconButton";
import { Menu, MenuItem } from "@/ui/Menu";

type Member = components["schemas"]["Member"];

/** Away or back, and the way out of the team. */
export function MemberMenu({ member }: { member: Member }) {
  const { t } = useTranslation(["team", "common"]);
  const me = useMe();
  const owner = useMyRole() === "OWNER";
  const mayWrite = useMay("team:write");
  const [removing, setRemoving] = useState(false);
  const change = useTeamChange(membersQuery(useBusinessId()).queryKey);
  const mine = member.user_id === me.id;
  const params = { path: { user_id: member.user_id } };
  const mayRemove = mine || (mayWrite && (member.role !== "OWNER" || owner));
  if (!mine && !mayWrite) return null;
  const setAway = (away: boolean) =>
    change.mutate(() =>
      mine
        ? answer(api.PATCH("/v1/team/me", { body: { away } }))
        : answer(api.PATCH("/v1/team/members/{user_id}", { params, body: { away } })),
    );
  const remove = () => {
    setRemoving(false);
    change.mutate(async () => {
      if (!mine) return answer(api.DELETE("/v1/team/members/{user_id}", { params }));
      await answer(api.POST("/v1/team/leave"));
      return logOut();
    });
  };
  return (
    <>
      <Menu trigger={<IconButton small icon={Ellipsis} label={t("team:actionsOf", { name: member.name })} />}>
        <MenuItem icon={Plane} onSelect={() => setAway(!member.away)}>
          {member.away ? t("team:comeBack") : t("team:goAway")}
        </MenuItem>
        {mayRemove && (
          <MenuItem danger icon={mine ? LogOut : UserX} onSelect={() => setRemoving(true)}>
            {mine ? t("team:leave") : t("team:remove")}
          </MenuItem>
        )}
      </Menu>
      {removing && (
        <Dialog
          title={mine ? t("team:leaveTitle") : t("team:removeTitle", { name: member.name })}
          description={t("team:removeText")}
          closeLabel={t("common:close")}
          onClose={() => setRemoving(false)}
          footer={
            <>
              <Button onClick={() => setRemoving(false)}>{t("common:cancel")}</Button>
              <Button kind="danger" onClick={remove}>
                {mine ? t("team:leave") : t("team:remove")}
              </Button>
            </>
          }
        />
      )}
    </>
  );
}
