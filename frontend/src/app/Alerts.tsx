import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { heard } from "@/features/inbox/heard";
import { chime } from "@/lib/chime";
import { type Alert, useAlerts } from "@/lib/preferences";
import { useBusinessId, useMe } from "@/lib/session/me";
import { onLedChanges } from "@/lib/sync/led_changes";

/** Rings, and tells the browser, when a customer writes and nobody looks at their conversation. Of all tabs one does. */
export function Alerts() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const businessId = useBusinessId();
  const me = useMe();
  const alerts = useAlerts();
  const latest = useRef({ alerts, t });
  latest.current = { alerts, t };
  useEffect(
    () =>
      onLedChanges((changes) => {
        const { alerts: chosen, t: words } = latest.current;
        const news = heard(client, businessId, changes).filter(({ conversation }) => !isLookedAt(conversation.id));
        const mine = news.filter(({ conversation }) => conversation.contact.assigned_to === me.id);
        if (wanted(chosen.sound, news, mine).length > 0) chime();
        for (const { conversation, count } of wanted(chosen.browser, news, mine))
          void show(
            conversation.contact.name ?? words("alerts.somebody"),
            words("alerts.messages", { count }),
            conversation.id,
          );
      }),
    [client, businessId, me.id],
  );
  useEffect(() => {
    if (localStorage.getItem("recado.push")) void import("@/lib/push").then(({ keepRinging }) => keepRinging(me.id));
  }, [me.id]);
  return null;
}

function wanted<News>(choice: Alert, news: News[], mine: News[]): News[] {
  return choice === "all" ? news : choice === "mine" ? mine : [];
}

function isLookedAt(conversationId: string): boolean {
  return document.hasFocus() && location.pathname.endsWith(conversationId);
}

/** By the worker where there is one: then a press finds the conversation. What was written is not in it. */
async function show(title: string, body: string, conversationId: string): Promise<void> {
  if (!("Notification" in window) || Notification.permission !== "granted") return; // a page on an iPhone has none
  const worker = await navigator.serviceWorker?.getRegistration();
  const path = `/inbox/${conversationId}`;
  await worker?.showNotification(title, { body, tag: conversationId, icon: "/icon-192.png", data: { path } });
}
