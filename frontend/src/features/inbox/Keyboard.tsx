import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { useConversationShortcuts } from "@/features/inbox/actions";
import type { Filters } from "@/features/inbox/filters";
import { conversationsQuery } from "@/features/inbox/queries";
import { useBusinessId } from "@/lib/session/me";

type Options = { openId: string | null; filters: Filters; toggleDrawer: () => void };
type Shortcut = (event: KeyboardEvent) => void;

/**
 * Alt+↑/↓ goes to the next conversation, with Shift to the next unread one; Alt+I opens the contact, Alt+E marks read or
 * unread, Alt+Shift+B switches the agent, F6 goes from list to messages to composer to contact.
 */
export function Keyboard({ openId, filters, toggleDrawer }: Options) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const businessId = useBusinessId();
  const { toggleRead, toggleBot } = useConversationShortcuts(openId);
  useEffect(() => {
    const go = (step: number, unreadOnly: boolean) => () => {
      const data = client.getQueryData(conversationsQuery(businessId, filters).queryKey);
      const all = data?.pages.flatMap(({ items }) => items) ?? [];
      const from = all.findIndex(({ id }) => id === openId);
      const order = step > 0 ? all.slice(from + 1) : all.slice(0, Math.max(0, from)).reverse();
      const next = order.find(({ unread, marked_unread }) => !unreadOnly || unread > 0 || marked_unread);
      if (next) void navigate({ to: "/inbox/{-$id}", params: { id: next.id }, search: filters });
    };
    const shortcuts: Record<string, Shortcut> = {
      ArrowDown: go(1, false),
      ArrowUp: go(-1, false),
      "Shift+ArrowDown": go(1, true),
      "Shift+ArrowUp": go(-1, true),
      KeyI: toggleDrawer,
      KeyE: toggleRead,
      "Shift+KeyB": toggleBot,
    };
    const press = (event: KeyboardEvent) => {
      if (event.key === "F6") {
        event.preventDefault();
        nextPane(event.shiftKey ? -1 : 1);
      }
      if (!event.altKey || event.ctrlKey || event.metaKey) return;
      // By the key's place: with Alt, a Mac types signs.
      const shortcut = shortcuts[`${event.shiftKey ? "Shift+" : ""}${event.code}`];
      if (!shortcut) return;
      event.preventDefault();
      shortcut(event);
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  });
  return null;
}

const PANES = ["nav a[href]", "[data-pane=list] a", "[data-pane=messages]", "[data-composer]", "[data-pane=contact]"];

/** Goes to the next part of the page that is there. */
function nextPane(step: number): void {
  const panes = PANES.flatMap((pane) => document.querySelector<HTMLElement>(pane) ?? []);
  const at = panes.findLastIndex((pane) => holdsFocus(pane));
  panes[(at + step + panes.length) % panes.length]?.focus();
}

function holdsFocus(pane: HTMLElement): boolean {
  const box = pane.closest("nav, [data-pane]") ?? pane;
  return box.contains(document.activeElement);
}
