import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { useTranslation } from "react-i18next";
import type { CaseForm } from "@/features/agent/evals/case_form";
import { toolsQuery } from "@/features/agent/tools/queries";
import { useBusinessId } from "@/lib/session/me";
import { FilterChip } from "@/ui/Chip";

const NONE = "none";
const OURS = ["consultar_conocimiento", "enviar_archivo", "pedir_humano"];

/** Which tool the agent may use first after a step; with none chosen it makes no difference. */
export function ToolsField({ at }: { at: number }) {
  const { t } = useTranslation("evals");
  const id = useId();
  const { control, setValue } = useFormContext<CaseForm>();
  const chosen = useWatch({ control, name: `steps.${at}.tools` });
  const { data: tools } = useQuery(toolsQuery(useBusinessId()));
  const names = [...new Set([NONE, ...OURS, ...(tools ?? []).map(({ name }) => name), ...chosen])];
  const flip = (name: string) =>
    setValue(`steps.${at}.tools`, chosen.includes(name) ? chosen.filter((each) => each !== name) : [...chosen, name], {
      shouldDirty: true,
    });
  return (
    <fieldset aria-describedby={id} className="min-w-0">
      <legend className="mb-1.5 font-medium text-table">{t("firstToolOf")}</legend>
      <div className="flex flex-wrap gap-2">
        {names.map((name) => (
          <FilterChip key={name} inList on={chosen.includes(name)} onClick={() => flip(name)}>
            {name === NONE ? t("noneChip") : name}
          </FilterChip>
        ))}
      </div>
      <p id={id} className="mt-1.5 text-ink-3 text-meta">
        {t("firstToolHint")}
      </p>
    </fieldset>
  );
}
