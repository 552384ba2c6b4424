import { Plus, Trash2 } from "lucide-react";
import type { UseFormReturn } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { useRows } from "@/features/agent/tools/use_rows";
import { NEW_PARAMETER, type ToolValues } from "@/features/agent/tools/values";
import { Button } from "@/ui/Button";
import { Checkbox } from "@/ui/Checkbox";
import { IconButton } from "@/ui/IconButton";
import { Input, Select } from "@/ui/Input";

const TYPES = ["string", "integer", "number", "boolean"] as const;
const SOURCES = ["model", "fixed", "variable"] as const;

/** What a tool is called with: a row for each value. */
export function ParameterRows({ form }: { form: UseFormReturn<ToolValues> }) {
  const { t } = useTranslation("agent");
  const { rows, append, remove } = useRows(form, "parameters");
  const error = form.formState.errors.parameters?.message;
  return (
    <section aria-label={t("tools.parameters")} className="flex flex-col gap-2">
      <div className="flex items-center justify-between gap-3">
        <h3 className="font-medium text-table">{t("tools.parameters")}</h3>
        {rows.length < 20 && (
          <Button kind="ghost" size="small" onClick={() => append(NEW_PARAMETER)}>
            <Plus aria-hidden /> {t("tools.addParameter")}
          </Button>
        )}
      </div>
      {rows.length === 0 && <p className="text-ink-2 text-table">{t("tools.noParameters")}</p>}
      <ul className="flex flex-col gap-2">
        {rows.map(({ id, source, required }, at) => {
          return (
            <li key={id} className="grid gap-2 rounded-control border border-line p-3 phone:grid-cols-6">
              <Input
                aria-label={t("tools.columns.name")}
                placeholder={t("tools.columns.name")}
                maxLength={40}
                spellCheck={false}
                className="font-mono phone:col-span-2"
                {...form.register(`parameters.${at}.name`)}
              />
              <Select aria-label={t("tools.columns.type")} {...form.register(`parameters.${at}.type`)}>
                {TYPES.map((type) => (
                  <option key={type} value={type}>
                    {t(`tools.types.${type}`)}
                  </option>
                ))}
              </Select>
              <Select
                aria-label={t("tools.columns.source")}
                className="phone:col-span-2"
                {...form.register(`parameters.${at}.source`)}
              >
                {SOURCES.map((each) => (
                  <option key={each} value={each}>
                    {t(`tools.sources.${each}`)}
                  </option>
                ))}
              </Select>
              <span className="flex items-center justify-end gap-2 phone:row-span-2 phone:flex-col phone:items-end phone:justify-start">
                <IconButton small icon={Trash2} label={t("tools.removeParameter")} onClick={() => remove(at)} />
                {source === "model" && (
                  <span className="flex items-center gap-2 text-ink-2 text-meta">
                    {t("tools.columns.required")}
                    <Checkbox
                      checked={required}
                      label={t("tools.columns.required")}
                      onChange={() => form.setValue(`parameters.${at}.required`, !required, { shouldDirty: true })}
                    />
                  </span>
                )}
              </span>
              {source === "model" && (
                <Input
                  aria-label={t("tools.columns.description")}
                  placeholder={t("tools.columns.description")}
                  maxLength={300}
                  className="phone:col-span-3"
                  {...form.register(`parameters.${at}.description`)}
                />
              )}
              <Input
                aria-label={t(`tools.of.${source}`)}
                placeholder={t(`tools.of.${source}`)}
                maxLength={2000}
                className={source === "model" ? "phone:col-span-2" : "phone:col-span-5"}
                {...form.register(`parameters.${at}.of`)}
              />
            </li>
          );
        })}
      </ul>
      {error && <p className="text-danger text-meta">{error}</p>}
    </section>
  );
}
