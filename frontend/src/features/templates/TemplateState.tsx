import { useTranslation } from "react-i18next";
import type { Template } from "@/features/templates/types";
import { StateChip, type Tone } from "@/ui/Chip";

const TONES: Partial<Record<Template["status"], Tone>> = {
  APPROVED: "accent",
  PENDING: "info",
  IN_APPEAL: "info",
  REJECTED: "danger",
  DISABLED: "danger",
  PAUSED: "warn",
  LIMIT_EXCEEDED: "warn",
};

/** How a template stands with Meta, why, and how customers take it. */
export function TemplateState({ template }: { template: Template }) {
  const { t } = useTranslation("templates");
  const { status, reason, quality, draft } = template;
  return (
    <span className="flex items-center gap-1.5" title={reason ?? undefined}>
      <StateChip tone={TONES[status] ?? "neutral"}>{t(`states.${status}`)}</StateChip>
      {draft && status !== "DRAFT" && <StateChip>{t("changed")}</StateChip>}
      {(quality === "YELLOW" || quality === "RED") && (
        <StateChip tone={quality === "RED" ? "danger" : "warn"}>{t(`quality.${quality}`)}</StateChip>
      )}
    </span>
  );
}
