import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Business, BusinessChanges } from "@/features/settings/types";
import { answer, api } from "@/lib/api/client";
import { Problem } from "@/lib/api/problem";
import { useProblemText } from "@/lib/i18n/problems";
import { businessQuery, useBusinessId } from "@/lib/session/me";
import { notify } from "@/ui/notify";

/** Returns the business with what was changed here and is not saved, and what saves it. */
export function useBusinessEdit() {
  const { t } = useTranslation("settings");
  const text = useProblemText();
  const client = useQueryClient();
  const query = businessQuery(useBusinessId());
  const loading = useQuery(query);
  const saved = loading.data;
  const [changes, setChanges] = useState<BusinessChanges>({});
  const save = useMutation({
    mutationFn: () => answer(api.PATCH("/v1/business", { body: changes })),
    onSuccess: (business) => {
      client.setQueryData(query.queryKey, business);
      void client.invalidateQueries({ queryKey: ["me"] });
      setChanges({});
      notify(t("saved"));
    },
  });
  const problem = save.error ? Problem.of(save.error) : null;
  return {
    business: saved && ({ ...saved, ...changes } as Business),
    saved,
    loading,
    dirty: Object.keys(changes).length > 0,
    problem: problem ? [text(problem), ...problem.fields.map((each) => each.problem)].join(" ") : undefined,
    busy: save.isPending,
    save: () => save.mutate(),
    discard: () => {
      setChanges({});
      save.reset();
    },
    set: (part: BusinessChanges) =>
      setChanges((old) => {
        const next = { ...old, ...part };
        const same = (name: string) =>
          JSON.stringify(next[name as keyof BusinessChanges]) === JSON.stringify(saved?.[name as keyof Business]);
        return Object.fromEntries(Object.entries(next).filter(([name]) => !same(name)));
      }),
  };
}
