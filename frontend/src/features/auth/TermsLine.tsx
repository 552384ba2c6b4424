import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { getConfig } from "@/features/auth/calls";

/** What one agrees to by signing up; nothing where the deployment has no terms. */
export function TermsLine() {
  const { t } = useTranslation("auth");
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    getConfig().then(
      ({ terms }) => setUrl(terms.url),
      () => setUrl(null),
    );
  }, []);
  if (!url) return null;
  return (
    <p className="text-ink-3 text-meta">
      {t("signUp.terms")}{" "}
      <a href={url} target="_blank" rel="noreferrer" className="text-info underline">
        {t("signUp.termsName")}
      </a>
    </p>
  );
}
