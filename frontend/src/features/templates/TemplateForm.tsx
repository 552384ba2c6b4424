import { useTranslation } from "react-i18next";
import { BodyField } from "@/features/templates/BodyField";
import { ButtonsField } from "@/features/templates/ButtonsField";
import { HeaderField } from "@/features/templates/HeaderField";
import type { Template } from "@/features/templates/types";
import { variablesOf, type Wording } from "@/features/templates/wording";
import { Field } from "@/ui/Field";
import { Input } from "@/ui/Input";
import { Segments } from "@/ui/Segments";

const MOST_FOOTER = 60;

type Props = { template: Template; wording: Wording; disabled: boolean; onChange: (wording: Wording) => void };

/** The parts of a template, each with what Meta would say against it. */
export function TemplateForm({ template, wording, disabled, onChange }: Props) {
  const { t } = useTranslation("templates");
  const set = (part: Partial<Wording>) => onChange({ ...wording, ...part });
  const problemOf = (part: string) =>
    template.problems.find(({ field }) => field === part || field.startsWith(`${part}.`))?.problem;
  const variables = [...new Set([...variablesOf(wording.header.text), ...variablesOf(wording.body)])];
  return (
    <fieldset disabled={disabled} className="flex max-w-[752px] flex-col gap-6">
      <div className="flex flex-col items-start gap-1.5">
        <span className="font-medium text-table">{t("category")}</span>
        <Segments
          label={t("category")}
          value={wording.category}
          options={[
            { value: "UTILITY", text: t("categories.UTILITY") },
            { value: "MARKETING", text: t("categories.MARKETING") },
          ]}
          onChange={(category) => !disabled && set({ category })}
        />
      </div>
      <HeaderField wording={wording} problem={problemOf("header")} disabled={disabled} onChange={set} />
      <BodyField wording={wording} problem={problemOf("body")} onChange={set} />
      {variables.length > 0 && (
        <div className="flex flex-col gap-2">
          <span className="font-medium text-table">{t("examples")}</span>
          {variables.map((name) => (
            <div key={name} className="flex items-center gap-3">
              <span className="w-28 shrink-0">
                <span className="rounded-small bg-info-soft px-1.5 py-0.5 font-medium text-info">{name}</span>
              </span>
              <Input
                aria-label={t("exampleOf", { name })}
                value={wording.examples[name] ?? ""}
                maxLength={200}
                placeholder={t("example")}
                onChange={({ target }) => set({ examples: { ...wording.examples, [name]: target.value } })}
              />
            </div>
          ))}
        </div>
      )}
      <Field
        label={t("footer")}
        error={problemOf("footer")}
        aside={<Count value={wording.footer.length} most={MOST_FOOTER} />}
      >
        <Input
          value={wording.footer}
          maxLength={MOST_FOOTER}
          onChange={({ target }) => set({ footer: target.value })}
        />
      </Field>
      <ButtonsField wording={wording} problem={problemOf("buttons")} onChange={set} />
    </fieldset>
  );
}

/** How much of what is possible is used. */
function Count({ value, most }: { value: number; most: number }) {
  const { t } = useTranslation("templates");
  return <span className="text-ink-2 text-meta tabular-nums">{t("count", { value, most })}</span>;
}
