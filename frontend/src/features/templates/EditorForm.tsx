import { useId } from "react";
import { useTranslation } from "react-i18next";
import { BodyField } from "@/features/templates/BodyField";
import { ButtonsField } from "@/features/templates/ButtonsField";
import { CodeFields } from "@/features/templates/CodeFields";
import { ExamplesField } from "@/features/templates/ExamplesField";
import { HeaderField } from "@/features/templates/HeaderField";
import { Note } from "@/features/templates/Note";
import { Part } from "@/features/templates/Part";
import { CATEGORIES, languageName, type Template } from "@/features/templates/types";
import type { Editor } from "@/features/templates/use_editor";
import { inCategory, variables } from "@/features/templates/wording";
import { useProblems } from "@/features/templates/words";
import { Input } from "@/ui/Input";
import { Segments } from "@/ui/Segments";

const MOST_FOOTER = 60;

type Props = {
  template: Template;
  editor: Editor;
  disabled: boolean;
  instanceId: string | null;
  file: File | null;
  onFile: (file: File | null) => void;
};

/** Every part of a template, with what Meta would refuse under it. */
export function EditorForm({ template, editor, disabled, instanceId, file, onFile }: Props) {
  const { t, i18n } = useTranslation("templates");
  const footerId = useId();
  const { at: problemAt, exactly } = useProblems(template.problems);
  const { wording, change } = editor;
  const { header, code } = wording;
  const categoryStays = disabled || template.status === "APPROVED";
  // An empty text is only said once something was written: a new template is not full of faults.
  const bodyProblem = wording.body || editor.submitProblem ? exactly("body") : undefined;
  return (
    <>
      <div className="flex flex-wrap gap-x-8 gap-y-4">
        <Part title={t("category")}>
          {categoryStays ? (
            <p className="py-1.5">{t(`categories.${wording.category}`)}</p>
          ) : (
            <Segments
              label={t("category")}
              value={wording.category}
              options={CATEGORIES.map((value) => ({ value, text: t(`categories.${value}`) }))}
              onChange={(category) => change(inCategory(wording, category))}
            />
          )}
          <Note text={problemAt("category")} />
        </Part>
        <Part title={t("language")}>
          <p className="py-1.5">{languageName(template.language, i18n.resolvedLanguage ?? "es")}</p>
        </Part>
      </div>
      {wording.category === "AUTHENTICATION" ? (
        <CodeFields
          code={code}
          problem={problemAt("header", "body", "footer", "buttons")}
          disabled={disabled}
          onChange={(next) => change({ code: next })}
        />
      ) : (
        <>
          <HeaderField
            wording={wording}
            instanceId={instanceId}
            file={file}
            problem={header.kind === "TEXT" ? exactly("header") : problemAt("header")}
            disabled={disabled}
            onChange={(next) => change({ header: next })}
            onFile={onFile}
          />
          <ExamplesField
            title={t("headerExamples")}
            names={header.kind === "TEXT" ? variables(header.text) : []}
            examples={header.examples}
            problem={problemAt("header.example")}
            disabled={disabled}
            onChange={(examples) => change({ header: { ...header, examples } })}
          />
          <BodyField
            wording={wording}
            problem={bodyProblem}
            disabled={disabled}
            onChange={(body) => change({ body })}
          />
          <ExamplesField
            title={t("examples")}
            names={variables(wording.body)}
            examples={wording.examples}
            problem={problemAt("body.example")}
            disabled={disabled}
            onChange={(examples) => change({ examples })}
          />
          <Part
            id={footerId}
            title={t("footer")}
            optional={t("optional")}
            aside={t("used", { used: wording.footer.length, most: MOST_FOOTER })}
          >
            <Input
              aria-labelledby={footerId}
              value={wording.footer}
              maxLength={MOST_FOOTER}
              disabled={disabled}
              onChange={({ target }) => change({ footer: target.value })}
            />
            <Note text={problemAt("footer")} />
          </Part>
          <ButtonsField
            buttons={wording.buttons}
            problemAt={problemAt}
            disabled={disabled}
            onChange={(buttons) => change({ buttons })}
          />
          <Note text={problemAt("components")} />
        </>
      )}
    </>
  );
}
