import { useTranslation } from "react-i18next";
import type { Business, BusinessChanges } from "@/features/settings/types";
import { Button } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { Field } from "@/ui/Field";
import { Textarea } from "@/ui/Input";
import { SwitchRow } from "@/ui/SwitchRow";

const VARIABLES = ["contact_first_name", "contact_name", "business_name"] as const;

type Props = { business: Business; disabled: boolean; onChange: (part: BusinessChanges) => void };

/** What is answered while the business is closed, and whether the agent goes on. */
export function AwayMessage({ business, disabled, onChange }: Props) {
  const { t } = useTranslation("settings");
  return (
    <Card className="mt-4">
      <SwitchRow
        title={t("away.title")}
        text={t("away.text")}
        checked={business.away_enabled}
        disabled={disabled}
        onChange={(away_enabled) => onChange({ away_enabled })}
      />
      {business.away_enabled && (
        <>
          <div className="border-line border-b p-5">
            <Field label={t("away.message")}>
              <Textarea
                rows={3}
                value={business.away_message}
                maxLength={1000}
                disabled={disabled}
                onChange={({ target }) => onChange({ away_message: target.value })}
              />
            </Field>
            {!disabled && (
              <p className="mt-2 flex flex-wrap items-center gap-2 text-ink-2 text-table">
                {t("replies.variables")}
                {VARIABLES.map((name) => (
                  <Button
                    key={name}
                    size="small"
                    onClick={() => onChange({ away_message: `${business.away_message}{{${name}}}` })}
                  >
                    {t(`replies.names.${name}`)}
                  </Button>
                ))}
              </p>
            )}
          </div>
          <SwitchRow
            title={t("away.bot")}
            text={t("away.botText")}
            checked={business.away_bot}
            disabled={disabled}
            onChange={(away_bot) => onChange({ away_bot })}
          />
        </>
      )}
    </Card>
  );
}
