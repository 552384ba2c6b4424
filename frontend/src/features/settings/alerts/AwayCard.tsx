import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { AlertRow } from "@/features/settings/alerts/AlertRow";
import { useChooseAlerts } from "@/features/settings/alerts/use_choose_alerts";
import { CardFailed } from "@/features/settings/CardFailed";
import { alertChoicesQuery, configQuery } from "@/features/settings/queries";
import { ALERTS } from "@/lib/preferences";
import { useBusinessId } from "@/lib/session/me";
import { Card } from "@/ui/Card";
import { Segments } from "@/ui/Segments";
import { Skeleton } from "@/ui/Skeleton";

/** How one is told while Recado is closed; chosen once for all devices. */
export function AwayCard() {
  const { t } = useTranslation("settings");
  const query = useQuery(alertChoicesQuery(useBusinessId()));
  const canPush = useQuery(configQuery).data?.web_push_public_key;
  const choose = useChooseAlerts();
  const options = ALERTS.map((value) => ({ value, text: t(`alerts.${value}`) }));
  const chosen = query.data;
  return (
    <Card title={t("alerts.away")}>
      {query.isError && <CardFailed error={query.error} onRetry={query.refetch} />}
      {query.isPending && <Skeleton className="m-5 h-16" />}
      {chosen && canPush && (
        <AlertRow title={t("alerts.push")} text={t("alerts.pushText")}>
          <Segments
            label={t("alerts.push")}
            value={chosen.push}
            options={options}
            onChange={(push) => choose.mutate({ ...chosen, push })}
          />
        </AlertRow>
      )}
      {chosen && (
        <AlertRow title={t("alerts.mail")} text={t("alerts.mailText")}>
          <Segments
            label={t("alerts.mail")}
            value={chosen.mail}
            options={options}
            onChange={(mail) => choose.mutate({ ...chosen, mail })}
          />
        </AlertRow>
      )}
    </Card>
  );
}
