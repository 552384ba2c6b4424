import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ChevronRight, Circle, CircleCheck } from "lucide-react";
import { useTranslation } from "react-i18next";
import { instancesQuery, membersQuery } from "@/lib/business_lists";
import { businessQuery, useBusinessId, useMay, useMe } from "@/lib/session/me";
import { Card } from "@/ui/Card";
import { classes } from "@/ui/classes";

type Step = {
  name: "email" | "number" | "agent" | "team";
  done: boolean;
  to: "/settings/profile" | "/instances" | "/settings/business" | "/team";
};

/** The first steps, until they are done; the next one is open. */
export function Checklist({ steps }: { steps: Step[] }) {
  const { t } = useTranslation("start");
  const next = steps.find(({ done }) => !done);
  const done = steps.filter((step) => step.done).length;
  return (
    <Card
      title={t("steps.title")}
      aside={<span className="text-ink-2 text-table">{t("steps.done", { done, count: steps.length })}</span>}
    >
      <div className="px-5 pt-1 pb-2">
        <div className="h-1.5 rounded-full bg-raised">
          <div className="h-full rounded-full bg-accent" style={{ width: `${(done / steps.length) * 100}%` }} />
        </div>
      </div>
      <ul className="pb-2">
        {steps.map((step) => (
          <li key={step.name} className={classes(step === next && "bg-accent-soft")}>
            {step === next ? <NextStep step={step} /> : <OtherStep step={step} />}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function NextStep({ step }: { step: Step }) {
  const { t } = useTranslation("start");
  return (
    <div className="flex gap-3 px-5 py-3">
      <Circle size={20} strokeWidth={1.75} aria-hidden className="mt-0.5 shrink-0 text-accent-ink" />
      <div>
        <p className="font-medium">{t(`steps.${step.name}.title`)}</p>
        <p className="mt-0.5 mb-2 text-ink-2 text-table">{t(`steps.${step.name}.text`)}</p>
        <Link
          to={step.to}
          className="inline-flex h-11 items-center rounded-control bg-accent px-3 font-medium text-on-accent text-table hover:bg-accent-hover phone:h-8"
        >
          {t(`steps.${step.name}.action`)}
        </Link>
      </div>
    </div>
  );
}

function OtherStep({ step }: { step: Step }) {
  const { t } = useTranslation("start");
  if (step.done)
    return (
      <p className="flex min-h-[38px] items-center gap-3 px-5 text-ink-2">
        <CircleCheck size={20} strokeWidth={1.75} aria-hidden className="shrink-0 text-accent-ink" />
        {t(`steps.${step.name}.title`)}
        <span className="sr-only">{t("steps.isDone")}</span>
      </p>
    );
  return (
    <Link to={step.to} className="flex min-h-[44px] items-center gap-3 px-5 hover:bg-hover">
      <Circle size={20} strokeWidth={1.75} aria-hidden className="shrink-0 text-ink-3" />
      <span className="flex-1">{t(`steps.${step.name}.title`)}</span>
      <ChevronRight size={16} strokeWidth={1.9} aria-hidden className="text-ink-3" />
    </Link>
  );
}

/** Returns the first steps; null when they are done, or are somebody else's to do. */
export function useSteps(): Step[] | null {
  const me = useMe();
  const businessId = useBusinessId();
  const mayWrite = useMay("business:write");
  const business = useQuery(businessQuery(businessId)).data;
  const numbers = useQuery({ ...instancesQuery(businessId), enabled: mayWrite }).data;
  const members = useQuery({ ...membersQuery(businessId), enabled: mayWrite }).data;
  if (!mayWrite || !business || !numbers || !members) return null;
  const steps: Step[] = [
    { name: "email", done: me.email_verified, to: "/settings/profile" },
    { name: "number", done: numbers.length > 0, to: "/instances" },
    { name: "agent", done: business.context.trim().length > 0, to: "/settings/business" },
    { name: "team", done: members.length > 1, to: "/team" },
  ];
  return steps.every(({ done }) => done) ? null : steps;
}
