import { BookOpen, Paperclip, UserRound, Wrench } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Json } from "@/features/agent/turns/Json";
import type { ToolStep } from "@/features/agent/turns/queries";
import { StepRow } from "@/features/agent/turns/StepRow";

const ICONS = { consultar_conocimiento: BookOpen, enviar_archivo: Paperclip, pedir_humano: UserRound };
const OURS = new Map(Object.entries(ICONS));

/** A tool that was called: what it was given and what came back, as long as that is kept. */
export function ToolRow({ step, span, open }: { step: ToolStep; span: number; open: boolean }) {
  const { t } = useTranslation("agent");
  const state = step.state ?? (step.code ? "failed" : "done");
  const words = firstWords(step.arguments);
  const detail = words && state === "done" ? t("turn.tool.words", { words }) : t(`turn.tool.${state}`);
  return (
    <StepRow
      icon={OURS.get(step.name) ?? Wrench}
      name={step.name}
      detail={detail}
      tone="tool"
      inner
      mono
      span={span}
      starts={step.starts_ms}
      milliseconds={step.milliseconds}
      open={open}
    >
      {step.arguments === null ? (
        <p className="text-ink-2 text-table">{t("turn.tool.forgotten")}</p>
      ) : (
        <div className="grid gap-3 phone:grid-cols-2">
          <Part label={t("turn.tool.given")} value={step.arguments} />
          <Part label={t("turn.tool.result")} value={step.result} />
        </div>
      )}
    </StepRow>
  );
}

/** Returns the first text among the arguments, which mostly says what was looked for. */
function firstWords(values: ToolStep["arguments"]): string {
  return (
    (Object.values(values ?? {}).find((value) => typeof value === "string" && value.includes(" ")) as string) ?? ""
  );
}

function Part({ label, value }: { label: string; value: unknown }) {
  return (
    <div className="min-w-0">
      <p className="mb-1 text-ink-2 text-meta">{label}</p>
      <Json value={value} label={label} />
    </div>
  );
}
