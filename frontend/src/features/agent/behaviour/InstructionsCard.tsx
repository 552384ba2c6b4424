import { useQuery } from "@tanstack/react-query";
import { Braces, CircleAlert } from "lucide-react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { partsOf, renamed } from "@/features/agent/behaviour/parts";
import type { CardProps } from "@/features/agent/behaviour/types";
import type { ChosenContact } from "@/features/agent/behaviour/use_contacts";
import { type EditorHandle, VariableText } from "@/features/agent/behaviour/VariableText";
import { type Overview, variablesQuery } from "@/features/agent/configs/queries";
import { useBusinessId, usePlace } from "@/lib/session/me";
import { Button } from "@/ui/Button";
import { Card } from "@/ui/Card";

const MOST = 20_000;

type Props = CardProps & { overview: Overview; contact: ChosenContact | null; dirty: boolean };

/** What the agent is told of the business, with variables as chips; at its foot, what is wrong with them. */
export function InstructionsCard({ config, disabled, onChange, overview, contact, dirty }: Props) {
  const { t } = useTranslation("agent");
  const { language } = usePlace();
  const number = new Intl.NumberFormat(language);
  const editor = useRef<EditorHandle>(null);
  const variables = useQuery(variablesQuery(useBusinessId(), contact?.id ?? null)).data;
  const used = new Set(partsOf(config.context).map(({ name }) => name));
  const wrong = overview.unknown_variables.find(({ name }) => used.has(name));
  const { nearest } = wrong ?? {};
  return (
    <Card
      title={t("behaviour.instructions")}
      plain
      aside={<span className="text-ink-2 text-table">{t("behaviour.instructionsText")}</span>}
    >
      <div className="px-5 pb-5">
        <div className="rounded-bubble border border-edge has-[textarea:focus-visible]:border-info has-[textarea:focus-visible]:shadow-[0_0_0_1px_var(--color-info)]">
          <div className="flex min-h-9 items-center justify-end border-line border-b px-2">
            <Button kind="ghost" size="small" disabled={disabled} onClick={() => editor.current?.openList()}>
              <Braces aria-hidden /> {t("behaviour.variable")}
            </Button>
          </div>
          <VariableText
            ref={editor}
            value={config.context}
            label={t("behaviour.instructions")}
            placeholder={t("behaviour.placeholder")}
            disabled={disabled}
            most={MOST}
            variables={variables}
            onChange={(context) => onChange({ context })}
          />
          <div className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-1 border-line border-t px-4 py-1.5 text-meta">
            {wrong ? (
              <p role="status" className="flex flex-wrap items-center gap-x-1.5 text-danger text-table">
                <CircleAlert size={16} aria-hidden />
                {t("behaviour.unknown", { name: wrong.name })}
                {nearest && !disabled && (
                  <button
                    type="button"
                    className="text-info hover:underline"
                    onClick={() => onChange({ context: renamed(config.context, wrong.name, nearest) })}
                  >
                    {t("behaviour.meant", { name: nearest })}
                  </button>
                )}
              </p>
            ) : (
              <p role="status" className="text-ink-2">
                {dirty ? t("behaviour.saving") : overview.revision > 0 ? t("behaviour.saved") : ""}
              </p>
            )}
            <span className="ml-auto text-ink-2 tabular-nums">
              {t("behaviour.letters", { count: number.format(config.context.length), most: number.format(MOST) })}
            </span>
          </div>
        </div>
      </div>
    </Card>
  );
}
