import { useTranslation } from "react-i18next";
import { ModelFields } from "@/features/agent/behaviour/ModelFields";
import type { CardProps } from "@/features/agent/behaviour/types";
import { Card } from "@/ui/Card";
import { classes } from "@/ui/classes";

const VERSIONS = ["v1", "v2"] as const;

/** How the agent thinks: one model, or one more that looks at what is to be said; and which model. */
export function ThinkingCard({ config, disabled, onChange }: CardProps) {
  const { t } = useTranslation("agent");
  return (
    <Card title={t("behaviour.thinks")} plain>
      <fieldset className="grid gap-3 px-5 pb-5 phone:grid-cols-2" disabled={disabled}>
        <legend className="sr-only">{t("behaviour.thinks")}</legend>
        {VERSIONS.map((version) => (
          <label
            key={version}
            className={classes(
              "flex gap-3 rounded-bubble border p-4 text-table has-focus-visible:outline-2 has-focus-visible:outline-info",
              config.agent_version === version
                ? "border-accent bg-accent-soft/50 shadow-[inset_0_0_0_1px_var(--color-accent)]"
                : "border-line-2",
            )}
          >
            <input
              type="radio"
              name="agent_version"
              className="mt-0.5 size-[18px] shrink-0 accent-(--color-accent) outline-none"
              checked={config.agent_version === version}
              onChange={() => onChange({ agent_version: version })}
            />
            <span>
              <strong className="mb-1 block font-semibold text-body">{t(`behaviour.versions.${version}.name`)}</strong>
              <span className="text-ink-2">{t(`behaviour.versions.${version}.text`)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <ModelFields config={config} disabled={disabled} onChange={onChange} />
    </Card>
  );
}
