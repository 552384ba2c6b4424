import { Eye, Hourglass, PenLine, Send, ShieldCheck, ShieldX, UserRound, WandSparkles } from "lucide-react";
import { useTranslation } from "react-i18next";
import { spanOf, took } from "@/features/turns/figures";
import { ObserverRow } from "@/features/turns/ObserverRow";
import type { ModelStep, ReviewStep, Step, Turn } from "@/features/turns/queries";
import { StepRow } from "@/features/turns/StepRow";
import { ToolRow } from "@/features/turns/ToolRow";
import { count } from "@/lib/format/number";
import { hour } from "@/lib/format/time";
import { usePlace } from "@/lib/session/me";
import { StateChip } from "@/ui/Chip";

/** All that a turn did, in its order, from the customer's first message to what was sent. */
export function Steps({ turn }: { turn: Turn }) {
  const { t } = useTranslation("turns");
  const place = usePlace();
  const span = spanOf(turn);
  const tools = turn.steps.filter(({ kind }) => kind === "tool").length;
  const quiet = { tone: "quiet" as const, span };
  const ended = new Date(Date.parse(turn.created_at) + (turn.milliseconds ?? 0));
  return (
    <ol aria-label={t("steps")}>
      {turn.waited_ms !== null && (
        <StepRow
          icon={Hourglass}
          name={t("wait.name")}
          detail={t("wait.detail", { count: turn.gathered ?? 1 })}
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
          name={t("observer.name")}
          detail={t("observer.skipped")}
          starts={span}
          milliseconds={null}
          {...quiet}
        />
      )}
      <StepRow
        icon={turn.state === "handed" ? UserRound : Send}
        name={t(`ended.${turn.state}`)}
        detail={t("ended.messages", { count: turn.message_ids.length })}
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
  const { t } = useTranslation("turns");
  const place = usePlace();
  const when = { span, starts: step.starts_ms, milliseconds: step.milliseconds };
  const tokens = t("tokens", { tokens: count(step.input_tokens + step.output_tokens, place) });
  const detail = `${step.model} · ${tokens}`;
  if (step.feature === "observer") return <ObserverRow observer={turn.observer} {...when} />;
  if (step.feature === "refiner")
    return <StepRow icon={WandSparkles} name={t("refiner")} detail={detail} tone="model" {...when} />;
  const last = before.at(-1);
  const anew = last?.kind === "review" && last.outcome === "rejected";
  return <StepRow icon={PenLine} name={t(anew ? "model.anew" : "model.name")} detail={detail} tone="model" {...when} />;
}

function ReviewRow({ step, again, span }: { step: ReviewStep; again: boolean; span: number }) {
  const { t } = useTranslation("turns");
  const passed = step.outcome === "passed";
  return (
    <StepRow
      icon={passed ? ShieldCheck : ShieldX}
      name={t(again ? "review.again" : "review.name")}
      detail={t(`review.${step.outcome}`)}
      tone="review"
      span={span}
      starts={step.starts_ms}
      milliseconds={step.milliseconds}
      open
    >
      {step.wrong.length > 0 && (
        <div className="flex flex-wrap gap-1.5">
          {step.wrong.map((kind) => (
            <StateChip key={kind} tone="danger">
              {t(`wrong.${kind}`)}
            </StateChip>
          ))}
        </div>
      )}
    </StepRow>
  );
}
