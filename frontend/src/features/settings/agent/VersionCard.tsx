import { useTranslation } from "react-i18next";
import type { Business, BusinessChanges } from "@/features/settings/types";
import { Card } from "@/ui/Card";
import { classes } from "@/ui/classes";
import { Field } from "@/ui/Field";
import { Input } from "@/ui/Input";

type Props = { business: Business; disabled: boolean; onChange: (changes: BusinessChanges) => void };
const VERSIONS = ["v1", "v2"] as const;

/** How the agent thinks: one model, or one more that looks at what is to be said. */
export function VersionCard({ business, disabled, onChange }: Props) {
  const { t } = useTranslation("settings");
  return (
    <Card title={t("agent.thinks")} className="mt-4">
      <fieldset className="grid gap-3 p-5 phone:grid-cols-2" disabled={disabled}>
        <legend className="sr-only">{t("agent.thinks")}</legend>
        {VERSIONS.map((version) => (
          <label
            key={version}
            className={classes(
              "flex gap-3 rounded-control border p-4 text-table has-focus-visible:outline-2",
              business.agent_version === version ? "border-accent bg-accent-soft" : "border-line-2",
            )}
          >
            <input
              type="radio"
              name="agent_version"
              className="mt-0.5 size-4 shrink-0 accent-(--color-accent)"
              checked={business.agent_version === version}
              onChange={() => onChange({ agent_version: version })}
            />
            <span>
              <strong className="block font-semibold text-body">{t(`agent.versions.${version}.name`)}</strong>
              <span className="text-ink-2">{t(`agent.versions.${version}.text`)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <div className="border-line border-t p-5">
        <Field label={t("agent.cap")} hint={t("agent.capHint")}>
          <Input
            type="number"
            min={0}
            step={0.5}
            inputMode="decimal"
            disabled={disabled}
            className="max-w-40"
            value={business.agent_daily_micros === null ? "" : business.agent_daily_micros / 1_000_000}
            onChange={({ target }) => onChange({ agent_daily_micros: Math.round(Number(target.value) * 1_000_000) })}
          />
        </Field>
      </div>
    </Card>
  );
}
