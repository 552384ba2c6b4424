import { useTranslation } from "react-i18next";
import { SettingsPage } from "@/features/settings/SettingsPage";
import { Card } from "@/ui/Card";
import { EmptyState } from "@/ui/EmptyState";

/** Stands in place of a setting that needs another role, and says which. */
export function ForAdministrators({ title }: { title: string }) {
  const { t } = useTranslation("settings");
  return (
    <SettingsPage title={title}>
      <Card>
        <EmptyState title={t("noRight.title")}>{t("noRight.text")}</EmptyState>
      </Card>
    </SettingsPage>
  );
}
