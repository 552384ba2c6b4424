import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { meQuery, useMe } from "@/lib/session/me";
import { logOut } from "@/lib/session/session";
import { Button } from "@/ui/Button";
import { EmptyState } from "@/ui/EmptyState";
import { TextLink } from "@/ui/TextLink";

/** Why somebody is not let in, and what to do: become a super admin, switch the second factor on, or log in with it. */
export function NoEntry() {
  const { t } = useTranslation("admin");
  const me = useMe();
  useQuery({ ...meQuery, refetchOnMount: "always" }); // one may come from switching the factor on
  if (!me.super_admin)
    return (
      <main className="pt-16">
        <h1 className="sr-only">{t("platform")}</h1>
        <EmptyState title={t("noEntry.title")} action={<TextLink to="/">{t("toApp")}</TextLink>}>
          {t("noEntry.text")}
        </EmptyState>
      </main>
    );
  return (
    <main className="pt-16">
      <h1 className="sr-only">{t("platform")}</h1>
      {me.second_factor_enabled ? (
        <EmptyState
          title={t("noEntry.factorTitle")}
          action={<Button onClick={() => void logOut()}>{t("noEntry.logInAgain")}</Button>}
        >
          {t("noEntry.factorPassed")}
        </EmptyState>
      ) : (
        <EmptyState
          title={t("noEntry.factorTitle")}
          action={<TextLink to="/settings/security">{t("noEntry.switchOn")}</TextLink>}
        >
          {t("noEntry.factorText")}
        </EmptyState>
      )}
    </main>
  );
}
