import type { KeyboardEvent } from "react";
import type { Message } from "@/features/inbox/types";

/** Returns what walks the messages by keyboard: arrows go from one to the next, Enter opens the menu, R quotes. */
export function useMessageKeys(messages: Message[], quote: (message: Message) => void) {
  return (event: KeyboardEvent<HTMLElement>) => {
    const { target, key } = event;
    if (!(target instanceof HTMLElement) || event.altKey || event.ctrlKey || event.metaKey) return;
    const bubble = target.matches("[data-message]") ? target : null;
    if (key === "ArrowUp" || key === "ArrowDown") {
      const next = beside(event.currentTarget, bubble, key === "ArrowUp" ? -1 : 1);
      if (!next) return;
      event.preventDefault();
      next.focus();
      next.scrollIntoView({ block: "nearest" });
      return;
    }
    if (!bubble) return;
    if (key === "Enter") {
      event.preventDefault();
      bubble.querySelector<HTMLElement>("[data-menu]")?.click();
    }
    const message = messages.find(({ id }) => id === bubble.dataset.message);
    if (key.toLowerCase() === "r" && message) {
      event.preventDefault();
      quote(message);
    }
  };
}

/** Goes from the composer to the newest message. */
export function focusNewestMessage(): void {
  beside(document.querySelector<HTMLElement>("[data-pane=messages]"), null, -1)?.focus();
}

function beside(box: HTMLElement | null, from: HTMLElement | null, step: number): HTMLElement | undefined {
  const all = [...(box?.querySelectorAll<HTMLElement>("[data-message]") ?? [])].sort((a, b) => top(a) - top(b));
  return from ? all[all.indexOf(from) + step] : all.at(-1);
}

function top(element: HTMLElement): number {
  return element.getBoundingClientRect().top;
}
