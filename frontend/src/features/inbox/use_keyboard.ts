import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { tinykeys } from "tinykeys";
import type { Filters } from "@/features/inbox/filters";
import { conversationsQuery } from "@/features/inbox/queries";
import { useBusinessId } from "@/lib/session/me";

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
    return tinykeys(
      window,
      {
        "Alt+ArrowDown": go(1, false),
        "Alt+ArrowUp": go(-1, false),
        "Alt+Shift+ArrowDown": go(1, true),
        "Alt+Shift+ArrowUp": go(-1, true),
        "Alt+KeyI": (event) => {
          event.preventDefault();
          toggleDrawer();
        },
      },
      { ignore: () => false },
    ); // these hold a modifier, so they work while one writes
  });
}
