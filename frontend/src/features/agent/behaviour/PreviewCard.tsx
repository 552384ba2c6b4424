import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ContactPicker } from "@/features/agent/behaviour/ContactPicker";
import { partsOf } from "@/features/agent/behaviour/parts";
import type { ChosenContact } from "@/features/agent/behaviour/use_contacts";
import { variablesQuery } from "@/features/agent/configs/queries";
import { useBusinessId } from "@/lib/session/me";
import { Card } from "@/ui/Card";

type Props = { context: string; contact: ChosenContact | null; onContact: (contact: ChosenContact) => void };

/** The instructions as the agent reads them now, for a contact. */
export function PreviewCard({ context, contact, onContact }: Props) {
  const { t } = useTranslation("agent");
  const variables = useQuery(variablesQuery(useBusinessId(), contact?.id ?? null)).data ?? [];
  const values = new Map(variables.map(({ name, value }) => [name, value]));
  let at = 0;
  return (
    <Card title={t("behaviour.reads")} plain>
      <div className="px-5 pb-5">
        <ContactPicker contact={contact} onContact={onContact} />
        <section
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard
          tabIndex={0}
          aria-label={t("behaviour.reads")}
          className="mt-3 max-h-72 overflow-y-auto whitespace-pre-wrap break-words text-ink-2 text-table leading-5"
        >
          {partsOf(context).map(({ text, name }) => {
            at += text.length;
            const value = name === undefined ? undefined : values.get(name);
            if (name === undefined) return <span key={at}>{text}</span>;
            if (value === undefined)
              return (
                <span key={at} className="text-danger underline decoration-wavy">
                  {text}
                </span>
              );
            return (
              <mark key={at} className="rounded-small bg-info-soft px-1 text-ink">
                {value === null ? t("behaviour.ofContact") : value || t("behaviour.empty")}
              </mark>
            );
          })}
          {context.trim() === "" && t("behaviour.nothingYet")}
        </section>
      </div>
    </Card>
  );
}
