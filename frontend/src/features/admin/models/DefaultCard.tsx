import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { AdminModel, DefaultModel } from "@/features/admin/types";
import { Button } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { Field } from "@/ui/Field";
import { Input, Select } from "@/ui/Input";

const EFFORTS = ["none", "minimal", "low", "medium", "high", "xhigh", "max"] as const;

type Props = { models: AdminModel[]; busy: boolean; onSave: (chosen: DefaultModel) => void };

/** The choice for businesses without one of their own. A name that is not in the list is of a compatible server. */
export function DefaultCard({ models, busy, onSave }: Props) {
  const { t } = useTranslation("admin");
  const before = models.find((each) => each.is_default);
  const [model, setModel] = useState(before?.model ?? "");
  const [effort, setEffort] = useState(before?.default_effort ?? null);
  const chosen = models.find((each) => each.model === model);
  const dirty = model !== before?.model || effort !== before?.default_effort;
  return (
    <Card title={t("models.default")}>
      <form
        className="grid items-start gap-4 p-5 phone:grid-cols-[1fr_200px_auto]"
        onSubmit={(event) => {
          event.preventDefault();
          onSave({ model, effort });
        }}
      >
        <Field label={t("models.model")} hint={t(chosen ? "models.defaultHint" : "models.unknown")}>
          <Input
            list="models"
            required
            pattern="[A-Za-z0-9._:/\-]{1,100}"
            value={model}
            onChange={({ target }) => setModel(target.value)}
          />
        </Field>
        <Field label={t("models.effort")} hint={t("models.effortHint")}>
          <Select
            value={effort ?? ""}
            onChange={({ target }) => setEffort(EFFORTS.find((each) => each === target.value) ?? null)}
          >
            <option value="">{t("models.ownEffort")}</option>
            {(chosen?.efforts.length ? chosen.efforts : EFFORTS).map((each) => (
              <option key={each}>{each}</option>
            ))}
          </Select>
        </Field>
        <Button kind="primary" type="submit" busy={busy} disabled={!dirty} className="phone:mt-[26px]">
          {t("models.save")}
        </Button>
        <datalist id="models">
          {models.map((each) => (
            <option key={each.model} value={each.model} />
          ))}
        </datalist>
      </form>
    </Card>
  );
}
