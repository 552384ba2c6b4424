import { useTranslation } from "react-i18next";
import type { AgentConfig, Difference } from "@/features/agent/configs/queries";
import { usePlace } from "@/lib/session/me";

type Value = Difference["before"];

/** Returns how settings of the agent and their values are said. */
export function useSettingWords() {
  const { t } = useTranslation("agent");
  const place = usePlace();
  return {
    name: (path: string) => t(`configs.settings.${path as keyof AgentConfig}`),
    value: (path: string, value: Value): string => {
      if (path === "agent_version") return t(`behaviour.versions.${value as AgentConfig["agent_version"]}.name`);
      if (path === "agent_effort" && value !== null)
        return t(`behaviour.efforts.${value as NonNullable<AgentConfig["agent_effort"]>}`);
      if (path === "agent_model" || path === "agent_effort")
        return value === null ? t("configs.ofPlatform") : `${value}`;
      if (path === "understand_media") return t(`behaviour.media.${value as AgentConfig["understand_media"]}`);
      if (path === "agent_daily_micros")
        return value === null
          ? t("configs.noCap")
          : new Intl.NumberFormat(place.language, { style: "currency", currency: "USD" }).format(
              Number(value) / 1_000_000,
            );
      if (path === "human_pause_minutes") return t("configs.minutes", { count: Number(value) });
      if (path.startsWith("buffer_")) return t("configs.seconds", { count: Number(value) });
      if (Array.isArray(value)) return value.length > 0 ? value.join(", ") : t("configs.none");
      return String(value ?? t("configs.none"));
    },
  };
}
