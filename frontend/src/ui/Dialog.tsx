import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { classes } from "@/ui/classes";

type Props = {
  title: string;
  description?: ReactNode;
  closeLabel: string;
  onClose: () => void;
  wide?: boolean;
  footer?: ReactNode;
  children?: ReactNode;
};

/** A dialog over the page; on a phone a sheet from below. It is open as long as it is there. */
export function Dialog({ title, description, closeLabel, onClose, wide, footer, children }: Props) {
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-scrim" />
        <Radix.Content
          {...(description ? {} : { "aria-describedby": undefined })}
          className={classes(
            "fixed inset-x-0 bottom-0 z-50 flex max-h-[92dvh] animate-rise flex-col rounded-t-dialog bg-surface shadow-dialog phone:inset-auto phone:top-1/2 phone:left-1/2 phone:max-h-[86dvh] phone:w-[calc(100vw-48px)] phone:-translate-x-1/2 phone:-translate-y-1/2 phone:animate-pop phone:rounded-dialog",
            wide ? "phone:max-w-[720px]" : "phone:max-w-[440px]",
          )}
        >
          <header className="flex items-start gap-4 p-6 pb-4">
            <div className="min-w-0 flex-1">
              <Radix.Title className={classes("font-semibold", wide ? "text-page" : "text-section")}>
                {title}
              </Radix.Title>
              {description && <Radix.Description className="mt-1 text-ink-2">{description}</Radix.Description>}
            </div>
            <Radix.Close
              aria-label={closeLabel}
              className="-m-2 grid size-9 place-items-center rounded-control text-ink-2 hover:bg-hover"
            >
              <X size={20} strokeWidth={1.75} aria-hidden />
            </Radix.Close>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto px-6 pb-2">{children}</div>
          {footer && <footer className="flex flex-wrap justify-end gap-2 p-6 pt-4">{footer}</footer>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
