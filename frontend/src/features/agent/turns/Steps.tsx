import { Eye, Hourglass, PenLine, Send, TriangleAlert, UserRound, WandSparkles } from "lucide-react";
import { useTranslation } from "react-i18next";
import { spanOf, took } from "@/features/agent/turns/figures";
import { ObserverRow } from "@/features/agent/turns/ObserverRow";
import type { ModelStep, Step, Turn } from "@/features/agent/turns/queries";
import { ReviewRow } from "@/features/agent/turns/ReviewRow";
import { StepRow } from "@/features/agent/turns/StepRow";
import { ToolRow } from "@/features/agent/turns/ToolRow";
import { count } from "@/lib/format/number";
import { hour } from "@/lib/format/time";
import { usePlace } from "@/lib/session/me";

/** All that a turn did, in its order, from the customer's first message to what was sent. */
export function Steps({ turn }: { turn: Turn }) {
  const { t } = useTranslation("agent");
  const place = usePlace();
  const span = spanOf(turn);
  const tools = turn.steps.filter(({ kind }) => kind === "tool").length;
  const quiet = { tone: "quiet" as const, span };
  const ended = new Date(Date.parse(turn.created_at) + (turn.milliseconds ?? 0));
  return (
    <ol aria-label={t("turn.steps")}>
      {turn.waited_ms !== null && (
        <StepRow
          icon={Hourglass}
          name={t("turn.wait.name")}
          detail={t("turn.wait.detail", { count: turn.gathered ?? 1 })}
          starts={0}
          milliseconds={turn.waited_ms}
          time={took(turn.waited_ms, place)}
          {...quiet}
          span={Number.POSITIVE_INFINITY}
        />
      )}
      {turn.steps.map((step, at) =>
        step.kind === "tool" ? (
          <ToolRow key={keyOf(step, at)} step={step} span={span} open={tools === 1} />
        ) : step.kind === "review" ? (
          <ReviewRow key={keyOf(step, at)} step={step} again={reviewed(turn.steps.slice(0, at))} span={span} />
        ) : (
          <ModelRow key={keyOf(step, at)} step={step} before={turn.steps.slice(0, at)} turn={turn} span={span} />
        ),
      )}
      {turn.observer?.skipped && (
        <StepRow
          icon={Eye}
          name={t("turn.observer.name")}
          detail={t("turn.observer.skipped")}
          starts={span}
          milliseconds={null}
          {...quiet}
        />
      )}
      <StepRow
        icon={turn.state === "handed" ? UserRound : turn.state === "answered" ? Send : TriangleAlert}
        name={t(`turn.ended.${turn.state}`)}
        detail={t("turn.ended.messages", { count: turn.message_ids.length })}
        starts={span}
        milliseconds={null}
        time={hour(ended, place)}
        {...quiet}
      />
    </ol>
  );
}

const keyOf = (step: Step, at: number) => `${step.kind} ${at}`;
const reviewed = (steps: Step[]) => steps.some(({ kind }) => kind === "review");

type ModelProps = { step: ModelStep; before: Step[]; turn: Turn; span: number };

function ModelRow({ step, before, turn, span }: ModelProps) {
  const { t } = useTranslation("agent");
  const place = usePlace();
  const when = { span, starts: step.starts_ms, milliseconds: step.milliseconds };
  const tokens = t("turn.tokens", { tokens: count(step.input_tokens + step.output_tokens, place) });
  const detail = `${step.model} · ${tokens}`;
  if (step.feature === "observer") return <ObserverRow observer={turn.observer} {...when} />;
  if (step.feature === "refiner")
    return <StepRow icon={WandSparkles} name={t("turn.refiner")} detail={detail} tone="model" {...when} />;
  const last = before.at(-1);
  const anew = last?.kind === "review" && last.outcome === "rejected";
  return (
    <StepRow
      icon={PenLine}
      name={t(anew ? "turn.model.anew" : "turn.model.name")}
      detail={detail}
      tone="model"
      {...when}
    />
  );
}
