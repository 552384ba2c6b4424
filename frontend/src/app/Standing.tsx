import { useTranslation } from "react-i18next";
import { useMe } from "@/lib/session/me";
import { Banner } from "@/ui/Banner";

/** Says on every page when the business is not in service, and when the e-mail is not confirmed. */
export function Standing() {
  const { t } = useTranslation();
  const me = useMe();
  const standing = me.businesses.find(({ id }) => id === me.business_id)?.standing;
  if (standing && (standing.state === "suspended" || standing.state === "deleting"))
    return <Banner tone="danger">{t(`standing.${standing.state}`)}</Banner>;
  if (!me.email_verified) return <Banner tone="warn">{t("standing.unverified", { email: me.email })}</Banner>;
  return null;
}
