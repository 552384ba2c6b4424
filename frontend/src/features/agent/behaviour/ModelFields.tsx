import { queryOptions, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { CardProps } from "@/features/agent/behaviour/types";
import type { AgentConfig } from "@/features/agent/configs/queries";
import { answer, api } from "@/lib/api/client";
import { shortDay } from "@/lib/format/time";
import { usePlace } from "@/lib/session/me";
import { Field } from "@/ui/Field";
import { Select } from "@/ui/Input";

const modelsQuery = queryOptions({
  queryKey: ["models"],
  queryFn: async () => (await answer(api.GET("/v1/models"))).items,
});

/** Which model answers: the platform's, or one of the business's choice; and how long it thinks. */
export function ModelFields({ config, disabled, onChange }: CardProps) {
  const { t } = useTranslation("agent");
  const place = usePlace();
  const models = useQuery(modelsQuery).data ?? [];
  const platform = models.find((each) => each.is_default);
  const model = config.agent_model ?? "";
  const used = models.find((each) => each.model === (model || platform?.model));
  const listed = model === "" || models.some((each) => each.model === model);
  const hint = used?.retires_at
    ? t("behaviour.retires", { day: shortDay(used.retires_at, place), successor: used.successor ?? "–" })
    : undefined;
  return (
    <div className="grid gap-5 border-line border-t p-5 phone:grid-cols-2">
      <Field label={t("behaviour.model")} hint={hint}>
        <Select
          disabled={disabled}
          value={model}
          onChange={({ target }) => onChange({ agent_model: target.value || null })}
        >
          <option value="">{t("behaviour.platformModel", { model: platform?.model ?? "" })}</option>
          {!listed && <option>{model}</option>}
          {models.map((each) => (
            <option key={each.model}>{each.model}</option>
          ))}
        </Select>
      </Field>
      <Field label={t("behaviour.effort")}>
        <Select
          disabled={disabled}
          value={config.agent_effort ?? ""}
          onChange={({ target }) => onChange({ agent_effort: (target.value || null) as AgentConfig["agent_effort"] })}
        >
          <option value="">{t("behaviour.platformEffort")}</option>
          {(used?.efforts ?? []).map((each) => (
            <option key={each} value={each}>
              {t(`behaviour.efforts.${each}`)}
            </option>
          ))}
        </Select>
      </Field>
    </div>
  );
}
