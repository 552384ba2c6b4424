import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useBlocker } from "@tanstack/react-router";
import { ArrowLeft } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { PhonePreview } from "@/features/templates/PhonePreview";
import { templateQuery, templatesKey } from "@/features/templates/queries";
import { TemplateForm } from "@/features/templates/TemplateForm";
import { TemplateMenu } from "@/features/templates/TemplateMenu";
import { TemplateState } from "@/features/templates/TemplateState";
import type { Template } from "@/features/templates/types";
import { componentsOf, isNumbered, type Wording, wordingOf } from "@/features/templates/wording";
import { answer, api } from "@/lib/api/client";
import { Problem } from "@/lib/api/problem";
import { useProblemText } from "@/lib/i18n/problems";
import { useBusinessId, useMay } from "@/lib/session/me";
import { Banner } from "@/ui/Banner";
import { Button } from "@/ui/Button";
import { ErrorState } from "@/ui/ErrorState";
import { notify } from "@/ui/notify";
import { Skeleton } from "@/ui/Skeleton";

const LOCKED: Template["status"][] = ["PENDING", "DISABLED", "IN_APPEAL", "PENDING_DELETION", "DELETED"];

/** One template: what it says at the left, how a customer sees it at the right. */
export function TemplatePage({ id }: { id: string }) {
  const { t } = useTranslation("templates");
  const text = useProblemText();
  const { data, error, refetch } = useQuery(templateQuery(useBusinessId(), id));
  if (data) return <Editor key={data.id} template={data} />;
  if (!error) return <Skeleton className="m-8 h-96 rounded-card" />;
  return (
    <ErrorState
      title={t("failed")}
      text={text(Problem.of(error))}
      retry={t("retry")}
      onRetry={() => void refetch()}
      requestId={Problem.of(error).requestId}
    />
  );
}

function Editor({ template }: { template: Template }) {
  const { t } = useTranslation("templates");
  const text = useProblemText();
  const client = useQueryClient();
  const businessId = useBusinessId();
  const saved = wordingOf(template);
  const [wording, setWording] = useState<Wording | null>(null);
  const locked = LOCKED.includes(template.status);
  const may = useMay("templates:write") && saved !== null && !locked;
  const shown = wording ?? saved;
  const dirty = wording !== null && JSON.stringify(wording) !== JSON.stringify(saved);
  useBlocker({ shouldBlockFn: () => dirty && !window.confirm(t("leave")), enableBeforeUnload: () => dirty });
  const save = async (next: Wording) => {
    const body = {
      category: next.category,
      parameter_format: isNumbered(next) ? ("POSITIONAL" as const) : ("NAMED" as const),
      components: componentsOf(next),
    };
    const path = { template_id: template.id };
    const changed = await answer(api.PATCH("/v1/templates/{template_id}", { params: { path }, body }));
    client.setQueryData(templateQuery(businessId, template.id).queryKey, changed);
    setWording(null);
    return changed;
  };
  const work = useMutation({
    mutationFn: async (submits: boolean) => {
      const changed = dirty && wording ? await save(wording) : template;
      if (!submits || changed.problems.length > 0) return changed;
      const path = { template_id: template.id };
      return answer(api.POST("/v1/templates/{template_id}/submit", { params: { path } }));
    },
    onSuccess: (changed, submits) => {
      client.setQueryData(templateQuery(businessId, template.id).queryKey, changed);
      void client.invalidateQueries({ queryKey: [...templatesKey(businessId), "list"] });
      if (!submits || changed.problems.length === 0) notify(t(submits ? "submitted" : "saved"));
    },
  });
  const problem = work.error ? Problem.of(work.error) : null;
  const submittable = may && (dirty || template.status === "DRAFT" || template.draft !== null);
  return (
    <div className="flex h-full flex-col">
      <header className="flex min-h-16 shrink-0 flex-wrap items-center gap-3 border-line border-b bg-surface px-4 py-2 phone:px-6">
        <Link
          to="/templates"
          aria-label={t("back")}
          className="grid size-11 place-items-center rounded-bubble hover:bg-hover phone:size-10"
        >
          <ArrowLeft size={20} strokeWidth={1.75} aria-hidden />
        </Link>
        <h1 className="truncate font-semibold text-section">{template.name}</h1>
        <TemplateState template={template} />
        <span className="flex-1 text-ink-2 text-table">{template.language}</span>
        {may && (
          <>
            <Button disabled={!dirty} busy={work.isPending} onClick={() => work.mutate(false)}>
              {t("save")}
            </Button>
            <Button kind="primary" disabled={!submittable} busy={work.isPending} onClick={() => work.mutate(true)}>
              {t("submit")}
            </Button>
            <TemplateMenu template={template} />
          </>
        )}
      </header>
      {problem && (
        <Banner tone="danger">{[text(problem), ...problem.fields.map((each) => each.problem)].join(" ")}</Banner>
      )}
      {template.reason && <Banner tone="danger">{t("rejected", { reason: template.reason })}</Banner>}
      {locked && <Banner tone="info">{t("locked")}</Banner>}
      {!shown && <Banner tone="info">{t("notHere")}</Banner>}
      {shown && (
        <div className="grid min-h-0 flex-1 overflow-y-auto lg:grid-cols-[minmax(0,1fr)_400px] lg:overflow-hidden">
          <div className="bg-surface px-4 py-7 phone:px-8 lg:overflow-y-auto">
            <TemplateForm template={template} wording={shown} disabled={!may} onChange={setWording} />
          </div>
          <div className="border-line border-l bg-bg px-4 py-6 lg:overflow-y-auto">
            <PhonePreview wording={shown} />
          </div>
        </div>
      )}
    </div>
  );
}
