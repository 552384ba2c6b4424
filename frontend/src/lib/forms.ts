import type { FieldValues, Path, UseFormReturn } from "react-hook-form";
import { Problem } from "@/lib/api/problem";
import { useProblemText } from "@/lib/i18n/problems";

/** Returns what runs an action as a form's submit: problems of fields stand at their fields, others in `root`. */
export function useSubmit<Values extends FieldValues>(
  form: UseFormReturn<Values>,
  action: (values: Values) => Promise<void>,
) {
  const text = useProblemText();
  return form.handleSubmit(async (values) => {
    try {
      await action(values);
    } catch (error) {
      if (error instanceof Error && !(error instanceof Problem) && error.name !== "TypeError") throw error;
      const problem = Problem.of(error);
      const own = problem.fields.filter(({ field }) => field in values);
      own.forEach(({ field, problem: message }, at) => {
        form.setError(field as Path<Values>, { message }, { shouldFocus: at === 0 });
      });
      if (own.length === 0) form.setError("root", { message: text(problem) });
    }
  });
}
