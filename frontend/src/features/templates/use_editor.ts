import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { templateQuery, templatesKey } from "@/features/templates/queries";
import { isEditable, type Template } from "@/features/templates/types";
import { readWording, type Wording, writeComponents } from "@/features/templates/wording";
import { answer, api } from "@/lib/api/client";
import { Problem } from "@/lib/api/problem";
import { useBusinessId } from "@/lib/session/me";

// Each save is an entry of the audit trail: one a thought, not one a word.
const REST_MS = 2000;

/** Returns what is written of a template, and what keeps it: a moment after the last letter, one save after another. */
export function useEditor(template: Template) {
  const client = useQueryClient();
  const businessId = useBusinessId();
  const [wording, setWording] = useState(() => readWording(template));
  const [savedAt, setSavedAt] = useState<Date | null>(null);
  const latest = useRef(wording);
  const saved = useRef(bodyOf(wording));
  const params = { path: { template_id: template.id } };
  const keep = useCallback(
    (next: Template) => {
      client.setQueryData(templateQuery(businessId, next.id).queryKey, next);
      void client.invalidateQueries({ queryKey: [...templatesKey(businessId), "pages"] });
    },
    [client, businessId],
  );
  const save = useMutation({
    scope: { id: `template-${template.id}` },
    mutationFn: async () => {
      const body = bodyOf(latest.current);
      if (body === saved.current) return;
      keep(await answer(api.PATCH("/v1/templates/{template_id}", { params, body: JSON.parse(body) })));
      saved.current = body;
      setSavedAt(new Date());
    },
  });
  const submit = useMutation({
    scope: { id: `template-${template.id}` },
    mutationFn: async () => keep(await answer(api.POST("/v1/templates/{template_id}/submit", { params }))),
  });
  const { mutate } = save;
  const dirty = bodyOf(wording) !== saved.current;
  const mayWrite = isEditable(template);
  useEffect(() => {
    if (bodyOf(wording) === saved.current || !mayWrite) return;
    const timer = setTimeout(() => mutate(), REST_MS);
    return () => clearTimeout(timer);
  }, [wording, mutate, mayWrite]);
  const change = (part: Partial<Wording>) => {
    latest.current = { ...latest.current, ...part };
    setWording(latest.current);
  };
  return {
    wording,
    change,
    dirty,
    savedAt,
    saving: save.isPending,
    saveProblem: save.error ? Problem.of(save.error) : null,
    flush: () => save.mutateAsync(),
    submit: async () => {
      await save.mutateAsync();
      await submit.mutateAsync();
    },
    submitting: submit.isPending,
    submitProblem: submit.error ? Problem.of(submit.error) : null,
  };
}

export type Editor = ReturnType<typeof useEditor>;

function bodyOf(wording: Wording): string {
  const { category, format } = wording;
  return JSON.stringify({ category, parameter_format: format, components: writeComponents(wording) });
}
