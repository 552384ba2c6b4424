import { useTranslation } from "react-i18next";
import type { Check, Run } from "@/features/agent/evals/queries";
import { ago } from "@/lib/format/time";
import { usePlace } from "@/lib/session/me";

/** Returns what says in a few words which rule a check is of. */
export function useRuleText() {
  const { t } = useTranslation("evals");
  const none = (listed: string) => listed === "[]" || listed === "{}";
  return ({ rule, about, actual, expected }: Check) => {
    if (rule === "handovers" || rule === "effects" || rule === "files" || rule === "fields")
      return t(`rules.${rule}.${none(expected) ? "none" : none(actual) ? "missing" : "other"}`);
    return t(`rules.${rule}`, { about, actual, expected: expected.split(", ").map(tool).join(t("or")) });
    function tool(name: string): string {
      return name === "none" ? t("noTool") : name;
    }
  };
}

/** Returns what a run is called where one is chosen. */
export function useRunName() {
  const { t } = useTranslation(["evals", "common"]);
  const place = usePlace();
  return (run: Run) => {
    const what = run.config_version === null ? t("evals:draft") : t("evals:version", { version: run.config_version });
    return `${what} · ${ago(run.started_at, new Date(), place, t("common:yesterday"))}`;
  };
}

/** Returns an amount in millionths of a US dollar as it is read. */
export function dollars(micros: number, language: string): string {
  const value = micros / 1e6;
  const digits = value >= 1 ? 2 : value >= 0.01 ? 3 : 4;
  return `$${new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: digits }).format(value)}`;
}

/** Returns a part as a percentage with one decimal: 0.952 is 95.2 %. */
export function share(part: number, language: string): string {
  const words = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 1 }).format(part);
  return words.replace(/\s*%/, " %");
}
