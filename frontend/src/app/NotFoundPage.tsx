import { useTranslation } from "react-i18next";
import { EmptyState } from "@/ui/EmptyState";
import { TextLink } from "@/ui/TextLink";

export function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <main>
      <EmptyState title={t("notFound.title")} action={<TextLink to="/inbox/{-$id}">{t("notFound.action")}</TextLink>}>
        {t("notFound.text")}
      </EmptyState>
    </main>
  );
}
