import { useState } from "react";
import type { PathValue, UseFormReturn } from "react-hook-form";
import type { ToolValues } from "@/features/agent/tools/values";

type Lists = "parameters" | "secrets";

/** The rows of a list in the form, with an id each. The form library's own hook would weigh on every form of the app. */
export function useRows<Name extends Lists>(form: UseFormReturn<ToolValues>, name: Name) {
  const rows = form.watch(name) as ToolValues[Name];
  const [ids, setIds] = useState(() => rows.map((_, at) => at));
  const set = (next: unknown[]) =>
    form.setValue(name, next as PathValue<ToolValues, Name>, { shouldDirty: true, shouldValidate: false });
  return {
    rows: rows.map((row, at) => ({ ...row, id: ids[at] ?? at })) as (ToolValues[Name][number] & { id: number })[],
    append: (row: ToolValues[Name][number]) => {
      setIds([...ids, Math.max(-1, ...ids) + 1]);
      set([...form.getValues(name), row]);
    },
    remove: (at: number) => {
      setIds(ids.filter((_, each) => each !== at));
      set(form.getValues(name).filter((_, each) => each !== at));
    },
  };
}
