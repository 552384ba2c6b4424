import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Period } from "@/features/reports/filters";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { Field } from "@/ui/Field";
import { Input } from "@/ui/Input";

const MOST_DAYS = 366;

/** Two dates of one's own. */
export function Dates({ period, on, onChange }: { period: Period; on: boolean; onChange: (period: Period) => void }) {
  const { t } = useTranslation(["reports", "common"]);
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState(period);
  const days = (Date.parse(chosen.last) - Date.parse(chosen.first)) / 86_400_000 + 1;
  const fits = days >= 1 && days <= MOST_DAYS;
  return (
    <>
      <Button
        kind={on ? "soft" : "ghost"}
        onClick={() => {
          setChosen(period);
          setOpen(true);
        }}
      >
        {t("reports:dates")}
      </Button>
      {open && (
        <Dialog
          title={t("reports:datesTitle")}
          closeLabel={t("common:close")}
          onClose={() => setOpen(false)}
          footer={
            <Button
              kind="primary"
              disabled={!fits}
              onClick={() => {
                onChange(chosen);
                setOpen(false);
              }}
            >
              {t("reports:show")}
            </Button>
          }
        >
          <div className="grid grid-cols-2 gap-4 pb-4">
            <Field label={t("reports:first")}>
              <Input
                type="date"
                value={chosen.first}
                onChange={({ target }) => setChosen({ ...chosen, first: target.value })}
              />
            </Field>
            <Field label={t("reports:last")} error={fits ? undefined : t("reports:tooLong", { count: MOST_DAYS })}>
              <Input
                type="date"
                value={chosen.last}
                onChange={({ target }) => setChosen({ ...chosen, last: target.value })}
              />
            </Field>
          </div>
        </Dialog>
      )}
    </>
  );
}
