import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { useTranslation } from "react-i18next";
import { Trace, TraceActions, type Traced, TraceTitle } from "@/features/agent/bench/Trace";

/** The same over the conversation, where there is no place beside it. */
export function TraceSheet({ trace, onClose }: { trace: Traced; onClose: () => void }) {
  const { t } = useTranslation("common");
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-scrim" />
        <Radix.Content
          aria-describedby={undefined}
          className="fixed inset-y-0 right-0 z-50 flex w-full animate-rise flex-col bg-surface shadow-dialog outline-none phone:w-[min(720px,calc(100vw-64px))]"
        >
          <header className="flex min-h-[60px] shrink-0 items-center gap-2 border-line border-b py-2 pr-2 pl-4">
            <Radix.Title className="flex min-w-0 flex-1 flex-wrap items-center gap-x-2 gap-y-1 font-semibold text-section">
              <TraceTitle {...trace} />
            </Radix.Title>
            <TraceActions {...trace} onDone={onClose} />
            <Radix.Close
              aria-label={t("close")}
              className="grid size-11 shrink-0 place-items-center rounded-control text-ink-2 hover:bg-hover phone:size-10"
            >
              <X size={20} strokeWidth={1.75} aria-hidden />
            </Radix.Close>
          </header>
          <Trace {...trace} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
