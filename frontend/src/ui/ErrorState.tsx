import { Button } from "@/ui/Button";

type Props = { title: string; text: string; retry: string; onRetry: () => void; requestId?: string | null };

/** What happened, and a way on. requestId: what support asks for; a click selects it. */
export function ErrorState({ title, text, retry, onRetry, requestId }: Props) {
  return (
    <div role="alert" className="mx-auto flex max-w-[380px] flex-col items-center gap-2 px-6 py-12 text-center">
      <h2 className="font-semibold text-section">{title}</h2>
      <p className="text-ink-2">{text}</p>
      <Button className="mt-3" onClick={onRetry}>
        {retry}
      </Button>
      {requestId && <code className="mt-3 select-all break-all text-ink-3 text-meta">{requestId}</code>}
    </div>
  );
}
