import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { components } from "@/api/crm";
import { useTeamChange } from "@/features/team/use_team_change";
import { answer, api } from "@/lib/api/client";
import { businessQuery, useBusinessId, useMay } from "@/lib/session/me";
import { Avatar } from "@/ui/Avatar";
import { Card } from "@/ui/Card";
import { classes } from "@/ui/classes";
import { Switch } from "@/ui/Switch";

type Member = components["schemas"]["Member"];

/** Who takes turns for new contacts, and what advisors see. */
export function Turns({ members }: { members: Member[] }) {
  const { t } = useTranslation("team");
  const takers = members.filter(({ takes_turns }) => takes_turns);
  return (
    <Card>
      <div className="px-5 py-4">
        <h2 className="font-semibold text-section">{t("turns.title")}</h2>
        <p className="mt-1 text-ink-2 text-table">{takers.length > 0 ? t("turns.text") : t("turns.nobody")}</p>
      </div>
      <ol>
        {takers.map(({ user_id, name, away }) => (
          <li key={user_id} className="flex h-12 items-center gap-3 border-line border-t px-5">
            <Avatar id={user_id} name={name} size={20} />
            <span className={classes("min-w-0 flex-1 truncate", away && "text-ink-3")}>{name}</span>
            {away && <span className="text-ink-2 text-table">{t("away")}</span>}
          </li>
        ))}
      </ol>
      <Visibility />
    </Card>
  );
}

function Visibility() {
  const { t } = useTranslation("team");
  const businessId = useBusinessId();
  const client = useQueryClient();
  const mayWrite = useMay("business:write");
  const query = businessQuery(businessId);
  const business = useQuery(query).data;
  const change = useTeamChange(query.queryKey);
  if (!business) return null;
  const set = (own: boolean) =>
    change.mutate(async () => {
      client.setQueryData(query.queryKey, { ...business, advisors_see_all: !own });
      await answer(api.PATCH("/v1/business", { body: { advisors_see_all: !own } }));
    });
  return (
    <div className="flex items-center gap-3 border-line border-t px-5 py-4">
      <div className="flex-1">
        <p className="font-medium text-table">{t("turns.own")}</p>
        <p className="text-ink-2 text-meta">{t("turns.ownText")}</p>
      </div>
      <Switch checked={!business.advisors_see_all} disabled={!mayWrite} label={t("turns.own")} onChange={set} />
    </div>
  );
}
