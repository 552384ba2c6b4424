import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ArrowLeft, PanelRight, Search } from "lucide-react";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import type { Conversation } from "@/features/inbox/types";
import { instancesQuery } from "@/lib/business_lists";
import { phone } from "@/lib/format/text";
import { useBusinessId } from "@/lib/session/me";
import { Avatar } from "@/ui/Avatar";
import { IconButton } from "@/ui/IconButton";

const actions = import("@/features/inbox/ChatActions"); // at once, beside the first messages
const ChatActions = lazy(() => actions.then((module) => ({ default: module.ChatActions })));

type Props = { conversation: Conversation; drawer: boolean; onDrawer: () => void; onSearch: () => void };

/** Who one talks to and over which number; snooze, close, contact. */
export function ChatHeader({ conversation, drawer, onDrawer, onSearch }: Props) {
  const { t } = useTranslation("inbox");
  const numbers = useQuery(instancesQuery(useBusinessId())).data ?? [];
  const number = numbers.find(({ id }) => id === conversation.instance_id);
  const { contact } = conversation;
  const call = contact.phone ? phone(contact.phone) : contact.username;
  const line = [contact.name ? call : null, number?.name].filter(Boolean).join(" · ");
  return (
    <header className="flex h-[60px] shrink-0 items-center gap-1 border-line border-b px-2 phone:px-4">
      <Link
        to="/inbox/{-$id}"
        params={{ id: undefined }}
        search={(old) => old}
        aria-label={t("chat.back")}
        className="grid size-11 place-items-center rounded-bubble phone:hidden"
      >
        <ArrowLeft size={20} strokeWidth={1.75} aria-hidden />
      </Link>
      <button
        type="button"
        onClick={onDrawer}
        className="flex min-w-0 flex-1 items-center gap-3 rounded-bubble text-left"
        title={t("chat.contact")}
      >
        <Avatar id={contact.id} name={contact.name} size={40} />
        <span className="min-w-0">
          <h1 className="truncate font-semibold text-input">{contact.name ?? call ?? t("unknown")}</h1>
          <span className="block truncate text-ink-2 text-meta">{line}</span>
        </span>
      </button>
      <IconButton icon={Search} label={t("search.here")} keys="Ctrl+⇧+F" onClick={onSearch} />
      <Suspense fallback={<span className="w-[88px] phone:w-[120px]" />}>
        <ChatActions conversation={conversation} />
      </Suspense>
      <span className="hidden phone:block">
        <IconButton icon={PanelRight} label={t("chat.contact")} keys="Alt+I" pressed={drawer} onClick={onDrawer} />
      </span>
    </header>
  );
}
