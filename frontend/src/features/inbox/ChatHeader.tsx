import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { AlarmClock, ArrowLeft, CircleCheck, EllipsisVertical, MailOpen, PanelRight, RotateCcw } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useConversationActions } from "@/features/inbox/actions";
import { snoozeTimes } from "@/features/inbox/snooze_times";
import type { Conversation } from "@/features/inbox/types";
import { instancesQuery } from "@/lib/business_lists";
import { phone } from "@/lib/format/text";
import { useBusinessId, useMay, usePlace } from "@/lib/session/me";
import { Avatar } from "@/ui/Avatar";
import { IconButton } from "@/ui/IconButton";
import { Menu, MenuItem } from "@/ui/Menu";

type Props = { conversation: Conversation; drawer: boolean; onDrawer: () => void };

/** Who one talks to and over which number; snooze, close, contact. */
export function ChatHeader({ conversation, drawer, onDrawer }: Props) {
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
      <Actions conversation={conversation} />
      <span className="hidden phone:block">
        <IconButton icon={PanelRight} label={t("chat.contact")} keys="Alt+I" pressed={drawer} onClick={onDrawer} />
      </span>
    </header>
  );
}

function Actions({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation("inbox");
  const place = usePlace();
  const act = useConversationActions(conversation);
  const maySend = useMay("messages:send");
  if (!maySend) return null;
  const closed = conversation.state === "closed";
  return (
    <>
      <Menu
        trigger={
          <IconButton
            icon={AlarmClock}
            label={t("chat.snooze")}
            pressed={conversation.state === "snoozed"}
            className="hidden phone:grid"
          />
        }
      >
        {snoozeTimes(new Date(), place).map(({ name, at }) => (
          <MenuItem key={name} onSelect={() => act.snooze(at)}>
            {t(`snooze.${name}`)}
          </MenuItem>
        ))}
      </Menu>
      <IconButton
        icon={closed ? RotateCcw : CircleCheck}
        label={closed ? t("chat.reopen") : t("chat.close")}
        onClick={() => (closed ? act.reopen() : act.close())}
      />
      <Menu trigger={<IconButton icon={EllipsisVertical} label={t("chat.more")} />}>
        <MenuItem icon={MailOpen} onSelect={act.markUnread}>
          {t("chat.markUnread")}
        </MenuItem>
        {snoozeTimes(new Date(), place).map(({ name, at }) => (
          <MenuItem key={name} icon={AlarmClock} onSelect={() => act.snooze(at)}>
            {t("chat.snoozeUntil", { when: t(`snooze.${name}`) })}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}
