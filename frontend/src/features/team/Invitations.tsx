import { useQuery } from "@tanstack/react-query";
import { Clock, Mail } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { components } from "@/api/crm";
import { invitationsKey, invitationsQuery } from "@/features/team/queries";
import { useTeamChange } from "@/features/team/use_team_change";
import { answer, api } from "@/lib/api/client";
import { daysAgo, hour } from "@/lib/format/time";
import { useBusinessId, usePlace } from "@/lib/session/me";
import { Button } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { classes } from "@/ui/classes";

type Invitation = components["schemas"]["Invitation"];

/** Who was invited and has not come yet. */
export function Invitations() {
  const { t } = useTranslation("team");
  const { data: invitations = [] } = useQuery(invitationsQuery(useBusinessId()));
  if (invitations.length === 0) return null;
  return (
    <Card title={t("invitations.title")}>
      <ul>
        {invitations.map((invitation) => (
          <Row key={invitation.id} invitation={invitation} />
        ))}
      </ul>
    </Card>
  );
}

function Row({ invitation }: { invitation: Invitation }) {
  const { t } = useTranslation("team");
  const place = usePlace();
  const change = useTeamChange(invitationsKey(useBusinessId()));
  const params = { path: { invitation_id: invitation.id } };
  const days = -daysAgo(invitation.expires_at, new Date(), place);
  const expiry =
    days <= 0
      ? t("invitations.today", { hour: hour(invitation.expires_at, place) })
      : t("invitations.days", { count: days });
  return (
    <li className="flex min-h-[62px] flex-wrap items-center gap-3 border-line border-b px-5 py-2 text-table last:border-b-0">
      <span aria-hidden className="grid size-8 place-items-center rounded-full bg-raised text-ink-2">
        <Mail size={16} strokeWidth={1.9} />
      </span>
      <div className="min-w-40 flex-1">
        <p className="truncate text-body">{invitation.email}</p>
        <p className={classes("flex items-center gap-1", days <= 0 ? "font-medium text-warn" : "text-ink-2")}>
          {days <= 0 && <Clock size={14} strokeWidth={2} aria-hidden />}
          {t(`roles.${invitation.role}`)} · {expiry}
        </p>
      </div>
      <Button
        kind="ghost"
        size="small"
        onClick={() => change.mutate(() => answer(api.DELETE("/v1/team/invitations/{invitation_id}", { params })))}
      >
        {t("invitations.revoke")}
      </Button>
      <Button
        size="small"
        busy={change.isPending}
        onClick={() => change.mutate(() => answer(api.POST("/v1/team/invitations/{invitation_id}/resend", { params })))}
      >
        {t("invitations.resend")}
      </Button>
    </li>
  );
}
