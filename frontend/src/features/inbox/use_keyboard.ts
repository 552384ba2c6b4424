import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import type { Filters } from "@/features/inbox/filters";
import { conversationsQuery } from "@/features/inbox/queries";
import { useBusinessId } from "@/lib/session/me";

const CONTACT_KEY = "KeyI";

type Options = { openId: string | null; filters: Filters; toggleDrawer: () => void };

/** Alt+↑/↓ goes to the next conversation, with Shift to the next unread one; Alt+I opens the contact. */
export function useKeyboard({ openId, filters, toggleDrawer }: Options): void {
  const client = useQueryClient();
  const navigate = useNavigate();
  const businessId = useBusinessId();
  useEffect(() => {
    const go = (step: number, unreadOnly: boolean) => (event: KeyboardEvent) => {
      event.preventDefault();
      const data = client.getQueryData(conversationsQuery(businessId, filters).queryKey);
      const all = data?.pages.flatMap(({ items }) => items) ?? [];
      const from = all.findIndex(({ id }) => id === openId);
      const order = step > 0 ? all.slice(from + 1) : all.slice(0, Math.max(0, from)).reverse();
      const next = order.find(({ unread, marked_unread }) => !unreadOnly || unread > 0 || marked_unread);
      if (next) void navigate({ to: "/inbox/{-$id}", params: { id: next.id }, search: filters });
    };
    const shortcuts: Record<string, (event: KeyboardEvent) => void> = {
      ArrowDown: go(1, false),
      ArrowUp: go(-1, false),
      "Shift+ArrowDown": go(1, true),
      "Shift+ArrowUp": go(-1, true),
      [CONTACT_KEY]: (event) => {
        event.preventDefault();
        toggleDrawer();
      },
    };
    const press = (event: KeyboardEvent) => {
      // By the key's place: with Alt, a Mac types signs.
      if (event.altKey && !event.ctrlKey && !event.metaKey)
        shortcuts[`${event.shiftKey ? "Shift+" : ""}${event.code}`]?.(event);
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  });
}
