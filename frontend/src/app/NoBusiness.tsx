import { useState } from "react";
import { useTranslation } from "react-i18next";
import { NewBusinessDialog } from "@/features/settings/business/NewBusinessDialog";
import { useMe } from "@/lib/session/me";
import { Button } from "@/ui/Button";
import { EmptyState } from "@/ui/EmptyState";
import { TextLink } from "@/ui/TextLink";

/** What somebody sees who belongs to no business: the way to found one, and to the platform for who looks after it. */
export function NoBusiness() {
  const { t } = useTranslation("settings");
  const me = useMe();
  const [founding, setFounding] = useState(false);
  return (
    <div className="pt-12">
      <h1 className="sr-only">{t("businesses.title")}</h1>
      <EmptyState
        title={t("businesses.none")}
        action={
          <span className="flex flex-col items-center gap-4">
            <Button kind="primary" onClick={() => setFounding(true)}>
              {t("businesses.new")}
            </Button>
            {me.super_admin && <TextLink to="/admin">{t("businesses.platform")}</TextLink>}
          </span>
        }
      >
        {t("businesses.noneText")}
      </EmptyState>
      {founding && <NewBusinessDialog onClose={() => setFounding(false)} />}
    </div>
  );
}
