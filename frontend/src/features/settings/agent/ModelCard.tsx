import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { modelsQuery } from "@/features/settings/queries";
import type { Business, BusinessChanges } from "@/features/settings/types";
import { shortDay } from "@/lib/format/time";
import { usePlace } from "@/lib/session/me";
import { Card } from "@/ui/Card";
import { Field } from "@/ui/Field";
import { Select } from "@/ui/Input";

type Props = { business: Business; disabled: boolean; onChange: (changes: BusinessChanges) => void };

/** Which model answers: the platform's, or one of the business's choice; and how long it thinks. */
export function ModelCard({ business, disabled, onChange }: Props) {
  const { t } = useTranslation("settings");
  const place = usePlace();
  const models = useQuery(modelsQuery).data ?? [];
  const platform = models.find((each) => each.is_default);
  const model = business.agent_model ?? "";
  const used = models.find((each) => each.model === (model || platform?.model));
  const listed = model === "" || models.some((each) => each.model === model);
  const hint = used?.retires_at
    ? t("agent.retires", { day: shortDay(used.retires_at, place), successor: used.successor ?? "–" })
    : t("agent.modelHint");
  return (
    <Card title={t("agent.model")} className="mt-4">
      <div className="grid gap-5 p-5 phone:grid-cols-2">
        <Field label={t("agent.modelName")} hint={hint}>
          <Select disabled={disabled} value={model} onChange={({ target }) => onChange({ agent_model: target.value })}>
            <option value="">{t("agent.platformModel", { model: platform?.model ?? "" })}</option>
            {!listed && <option>{model}</option>}
            {models.map((each) => (
              <option key={each.model}>{each.model}</option>
            ))}
          </Select>
        </Field>
        <Field label={t("agent.effort")} hint={t("agent.effortHint")}>
          <Select
            disabled={disabled}
            value={business.agent_effort ?? "default"}
            onChange={({ target }) =>
              onChange({ agent_effort: target.value as NonNullable<BusinessChanges["agent_effort"]> })
            }
          >
            <option value="default">{t("agent.platformEffort")}</option>
            {(used?.efforts ?? []).map((each) => (
              <option key={each} value={each}>
                {t(`agent.efforts.${each}`)}
              </option>
            ))}
          </Select>
        </Field>
      </div>
    </Card>
  );
}
