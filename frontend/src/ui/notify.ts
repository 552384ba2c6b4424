/** Says for a few seconds what happened. Loaded with the first one: no page needs it to show. */
export function notify(text: string): void {
  void import("sonner").then(({ toast }) => toast(text));
}

/** Says what was refused. */
export function notifyProblem(text: string): void {
  void import("sonner").then(({ toast }) => toast.error(text));
}
