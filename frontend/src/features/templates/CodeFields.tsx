import { useTranslation } from "react-i18next";
import { Note } from "@/features/templates/Note";
import type { Wording } from "@/features/templates/wording";
import { Field } from "@/ui/Field";
import { Input } from "@/ui/Input";
import { SwitchRow } from "@/ui/SwitchRow";

type Props = {
  code: Wording["code"];
  problem: string | undefined;
  disabled: boolean;
  onChange: (code: Wording["code"]) => void;
};

/** What can be chosen of a template with a code; its words are Meta's. */
export function CodeFields({ code, problem, disabled, onChange }: Props) {
  const { t } = useTranslation("templates");
  return (
    <div className="flex flex-col gap-4">
      <p className="rounded-control bg-info-soft px-3 py-2 text-info text-table">{t("code.text")}</p>
      <div className="rounded-card border border-line">
        <SwitchRow
          title={t("code.warning")}
          text={t("code.warningText")}
          checked={code.warning}
          disabled={disabled}
          onChange={(warning) => onChange({ ...code, warning })}
        />
      </div>
      <Field label={t("code.minutes")} hint={t("code.minutesHint")}>
        <Input
          inputMode="numeric"
          maxLength={2}
          disabled={disabled}
          value={code.minutes ?? ""}
          onChange={({ target }) => onChange({ ...code, minutes: Number.parseInt(target.value, 10) || null })}
          className="w-24 phone:w-24"
        />
      </Field>
      <Note text={problem} />
    </div>
  );
}
