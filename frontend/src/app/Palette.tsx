import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { Command } from "cmdk";
import { ArrowRight, type LucideIcon, MailOpen, MessageSquareText, Pause, Search } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { AREAS } from "@/app/areas";
import { useConversationShortcuts } from "@/features/inbox/actions";
import { conversationQuery, conversationsQuery, messageSearchQuery } from "@/features/inbox/queries";
import { phone } from "@/lib/format/text";
import { short } from "@/lib/format/time";
import { useBusinessId, useMe, usePlace } from "@/lib/session/me";
import { useLater } from "@/lib/use_later";
import { Avatar } from "@/ui/Avatar";
import { Highlight } from "@/ui/Highlight";

const MOST_PEOPLE = 6;
const MOST_MESSAGES = 4;
const TYPING_MS = 200;

/** One box for everything: people, what was written, things to do. Arrows choose, Enter opens. */
export function Palette({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState("");
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // What is found comes later than what is typed: the first of it is chosen unless another one still is.
    const items = [...(list.current?.querySelectorAll<HTMLElement>("[cmdk-item]") ?? [])];
    if (items.some(({ dataset }) => dataset.value === chosen)) return;
    setChosen(items[0]?.dataset.value ?? "");
  });
  const words = useLater(typed.trim(), TYPING_MS);
  const done = (act: () => void) => () => {
    onClose();
    act();
  };
  return (
    <Command.Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      label={t("palette.label")}
      shouldFilter={false}
      value={chosen}
      onValueChange={setChosen}
      loop
      overlayClassName="fixed inset-0 z-40 bg-scrim"
      contentClassName="fixed inset-x-0 top-0 z-50 flex max-h-[80dvh] animate-pop flex-col overflow-hidden bg-surface shadow-dialog phone:inset-x-auto phone:top-28 phone:left-1/2 phone:w-[640px] phone:max-w-[calc(100vw-48px)] phone:-translate-x-1/2 phone:rounded-dialog"
    >
      <div className="flex h-14 shrink-0 items-center gap-3 border-line border-b px-5">
        <Search size={20} strokeWidth={1.75} aria-hidden className="text-ink-2" />
        <Command.Input
          value={typed}
          onValueChange={setTyped}
          maxLength={100}
          placeholder={t("palette.placeholder")}
          className="min-w-0 flex-1 bg-transparent text-[16px] outline-none placeholder:text-ink-3"
        />
        <Key>Esc</Key>
      </div>
      <Command.List ref={list} className="min-h-0 flex-1 overflow-y-auto p-2">
        <Command.Empty className="px-3 py-6 text-center text-ink-2">{t("palette.nothing")}</Command.Empty>
        {words && <People words={words} done={done} />}
        {words && <Messages words={words} done={done} />}
        <Actions words={words} done={done} />
      </Command.List>
      <footer className="hidden h-11 shrink-0 items-center gap-4 border-line border-t bg-bg px-5 text-ink-2 text-meta phone:flex">
        <span className="flex items-center gap-1.5">
          <Key>↑</Key>
          <Key>↓</Key> {t("palette.move")}
        </span>
        <span className="flex items-center gap-1.5">
          <Key>↵</Key> {t("palette.open")}
        </span>
      </footer>
    </Command.Dialog>
  );
}

type GroupProps = { words: string; done: (act: () => void) => () => void };

function People({ words, done }: GroupProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const query = useInfiniteQuery(conversationsQuery(useBusinessId(), { q: words }));
  const people = query.data?.pages[0]?.items.slice(0, MOST_PEOPLE) ?? [];
  if (people.length === 0) return null;
  return (
    <Group title={t("palette.people")}>
      {people.map(({ id, contact, unread }) => {
        const number = contact.phone ? phone(contact.phone) : contact.username;
        return (
          <Item
            key={id}
            value={`person ${id}`}
            onSelect={done(() => void navigate({ to: "/inbox/{-$id}", params: { id } }))}
            icon={<Avatar id={contact.id} name={contact.name} size={20} />}
            aside={unread > 0 ? t("palette.unread", { count: unread }) : number}
          >
            <Highlight text={contact.name ?? number ?? ""} words={words} />
          </Item>
        );
      })}
    </Group>
  );
}

function Messages({ words, done }: GroupProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const place = usePlace();
  const query = useInfiniteQuery(messageSearchQuery(useBusinessId(), words));
  const hits = query.data?.pages[0]?.items.slice(0, MOST_MESSAGES) ?? [];
  if (hits.length === 0) return null;
  return (
    <Group title={t("palette.messages")}>
      {hits.map((hit) => (
        <Item
          key={hit.id}
          value={`message ${hit.id}`}
          onSelect={done(
            () =>
              void navigate({
                to: "/inbox/{-$id}",
                params: { id: hit.conversation_id },
                search: { message: hit.id },
              }),
          )}
          icon={<MessageSquareText size={20} strokeWidth={1.75} aria-hidden />}
          aside={`${hit.contact.name ?? ""} · ${short(hit.sent_at, new Date(), place, t("yesterday"))}`}
        >
          «<Highlight text={hit.text ?? ""} words={words} />»
        </Item>
      ))}
    </Group>
  );
}

function Actions({ words, done }: GroupProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const me = useMe();
  const openId = useParams({ strict: false, select: ({ id }) => id }) ?? null;
  const { data: conversation } = useQuery({
    ...conversationQuery(useBusinessId(), openId ?? ""),
    enabled: openId !== null,
  });
  const { toggleRead, toggleBot } = useConversationShortcuts(conversation ? openId : null);
  const name = conversation?.contact.name ?? "";
  const all: { icon: LucideIcon; text: string; keys: string[]; act: () => void }[] = [
    ...(conversation
      ? [
          { icon: MailOpen, text: t("palette.toggleRead", { name }), keys: ["Alt", "E"], act: toggleRead },
          { icon: Pause, text: t("palette.toggleBot", { name }), keys: ["Alt", "⇧", "B"], act: toggleBot },
        ]
      : []),
    ...AREAS.filter(({ scope }) => !scope || me.scopes.includes(scope)).map(({ to, name: area, icon }) => ({
      icon,
      text: t("palette.goTo", { area: t(`rail.${area}`) }),
      keys: [],
      act: () => void navigate({ to }),
    })),
  ];
  const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const fitting = all.filter(({ text }) => plain(text).includes(plain(words)));
  if (fitting.length === 0) return null;
  return (
    <Group title={t("palette.actions")}>
      {fitting.map(({ icon: Icon, text, keys, act }) => (
        <Item
          key={text}
          value={`action ${text}`}
          onSelect={done(act)}
          icon={<Icon size={20} strokeWidth={1.75} aria-hidden />}
          keys={keys}
        >
          <Highlight text={text} words={words} />
        </Item>
      ))}
    </Group>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Command.Group
      heading={title}
      className="[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:py-2 [&_[cmdk-group-heading]]:text-ink-2 [&_[cmdk-group-heading]]:text-meta"
    >
      {children}
    </Command.Group>
  );
}

type ItemProps = {
  value: string;
  onSelect: () => void;
  icon: ReactNode;
  aside?: string | null;
  keys?: string[];
  children: ReactNode;
};

function Item({ value, onSelect, icon, aside, keys = [], children }: ItemProps) {
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      className="group flex h-11 cursor-pointer items-center gap-4 rounded-bubble px-3 data-[selected=true]:bg-accent-soft"
    >
      <span className="grid w-6 shrink-0 place-items-center text-ink-2">{icon}</span>
      <span className="min-w-0 truncate">{children}</span>
      {aside && <span className="min-w-0 flex-1 truncate text-ink-2 text-table">{aside}</span>}
      <span className="ml-auto flex gap-1">
        {keys.map((key) => (
          <Key key={key}>{key}</Key>
        ))}
      </span>
      <ArrowRight
        size={16}
        strokeWidth={1.9}
        aria-hidden
        className={keys.length > 0 ? "hidden" : "invisible text-ink-2 group-data-[selected=true]:visible"}
      />
    </Command.Item>
  );
}

function Key({ children }: { children: string }) {
  return (
    <kbd className="grid h-5 min-w-5 place-items-center rounded-small border border-line-2 bg-surface px-1 font-sans text-ink-2 text-meta">
      {children}
    </kbd>
  );
}
