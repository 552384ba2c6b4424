import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { NewBusinessDialog } from "@/features/settings/business/NewBusinessDialog";
import { useMe } from "@/lib/session/me";
import { switchBusiness } from "@/lib/session/session";
import { Avatar } from "@/ui/Avatar";
import { Button } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { StateChip } from "@/ui/Chip";

/** The businesses one belongs to: which one this tab works in, the way to the others, and to a new one. */
export function MyBusinesses() {
  const { t } = useTranslation("settings");
  const me = useMe();
  const [founding, setFounding] = useState(false);
  const work = (id: string) => void switchBusiness(id).then(() => location.assign("/"));
  return (
    <Card
      title={t("businesses.title")}
      aside={
        <Button size="small" onClick={() => setFounding(true)}>
          <Plus aria-hidden /> {t("businesses.new")}
        </Button>
      }
    >
      <ul>
        {me.businesses.map(({ id, name, role, logo_url }) => (
          <li key={id} className="flex min-h-14 items-center gap-3 border-line border-b px-5 py-2 last:border-0">
            <Avatar id={id} name={name} size={32} picture={logo_url} className="rounded-control" />
            <span className="min-w-0 flex-1">
              <span className="block truncate font-medium">{name}</span>
              <span className="block text-ink-2 text-table">{t(`roles.${role}`)}</span>
            </span>
            {id === me.business_id ? (
              <StateChip tone="accent">{t("businesses.here")}</StateChip>
            ) : (
              <Button size="small" onClick={() => work(id)} aria-label={t("businesses.workIn", { name })}>
                {t("businesses.work")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {founding && <NewBusinessDialog onClose={() => setFounding(false)} />}
    </Card>
  );
}
