import { Plus, Trash2 } from "lucide-react";
import type { UseFormReturn } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { useRows } from "@/features/agent/tools/use_rows";
import type { ToolValues } from "@/features/agent/tools/values";
import { Button } from "@/ui/Button";
import { IconButton } from "@/ui/IconButton";
import { Input } from "@/ui/Input";

/** The secrets of a tool: they are typed, and never shown again. */
export function SecretRows({ form }: { form: UseFormReturn<ToolValues> }) {
  const { t } = useTranslation("agent");
  const { rows, append, remove } = useRows(form, "secrets");
  const kept = form.formState.defaultValues?.secrets?.map((each) => each?.name) ?? [];
  const error = form.formState.errors.secrets?.message;
  return (
    <section aria-label={t("tools.secrets")} className="flex flex-col gap-2">
      <div className="flex items-center justify-between gap-3">
        <h3 className="font-medium text-table">{t("tools.secrets")}</h3>
        {rows.length < 10 && (
          <Button kind="ghost" size="small" onClick={() => append({ name: "", value: "" })}>
            <Plus aria-hidden /> {t("tools.addSecret")}
          </Button>
        )}
      </div>
      <p className="text-ink-2 text-meta">{t("tools.secretsText")}</p>
      {rows.map((row, at) => {
        const old = row.name !== "" && kept.includes(row.name);
        return (
          <div key={row.id} className="flex items-center gap-2">
            <Input
              aria-label={t("tools.secretName")}
              placeholder={t("tools.secretName")}
              maxLength={40}
              readOnly={old}
              spellCheck={false}
              className="max-w-48 font-mono"
              {...form.register(`secrets.${at}.name`)}
            />
            <Input
              type="password"
              autoComplete="new-password"
              aria-label={t("tools.secretValue")}
              placeholder={old ? t("tools.secretKept") : t("tools.secretValue")}
              maxLength={2000}
              {...form.register(`secrets.${at}.value`)}
            />
            <IconButton small icon={Trash2} label={t("tools.removeSecret")} onClick={() => remove(at)} />
          </div>
        );
      })}
      {error && <p className="text-danger text-meta">{error}</p>}
    </section>
  );
}
