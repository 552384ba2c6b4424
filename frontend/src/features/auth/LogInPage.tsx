import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { AuthLayout } from "@/features/auth/AuthLayout";
import { LogInForm } from "@/features/auth/LogInForm";
import { TextLink } from "@/ui/TextLink";

export function LogInPage({ next }: { next: string }) {
  const { t } = useTranslation("auth");
  const navigate = useNavigate();
  return (
    <AuthLayout title={t("logIn.title")} subtitle={t("logIn.subtitle")}>
      <LogInForm onDone={() => navigate({ href: next, replace: true })} />
      <p className="mt-6 text-center text-ink-2 text-table">
        {t("logIn.noAccount")} <TextLink to="/sign-up">{t("logIn.signUp")}</TextLink>
      </p>
    </AuthLayout>
  );
}
