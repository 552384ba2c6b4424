import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ArrowDown } from "lucide-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Contact } from "@/features/contacts/types";
import { membersQuery } from "@/lib/business_lists";
import { phone } from "@/lib/format/text";
import { ago, exact } from "@/lib/format/time";
import { useBusinessId, useMay, usePlace } from "@/lib/session/me";
import { Avatar } from "@/ui/Avatar";
import { Checkbox } from "@/ui/Checkbox";
import { TagChip } from "@/ui/Chip";
import { classes } from "@/ui/classes";

type Sort = "last_message" | "name";
type Props = {
  contacts: Contact[];
  chosen: ReadonlySet<string>;
  onChoose: (chosen: ReadonlySet<string>) => void;
  sort: Sort;
  onSort: (sort: Sort) => void;
  onEnd: () => void;
};

/** The contacts as a table; on a phone each is a card of two lines. */
export function ContactsTable({ contacts, chosen, onChoose, sort, onSort, onEnd }: Props) {
  const { t } = useTranslation("contacts");
  const mayWrite = useMay("contacts:write");
  const all = contacts.length > 0 && contacts.every(({ id }) => chosen.has(id));
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChoose(next);
  };
  return (
    <div className="mb-[88px] overflow-hidden rounded-card border border-line bg-surface">
      <table aria-label={t("list.label")} className="w-full table-fixed text-table">
        <thead className="hidden h-9 border-line border-b text-left text-ink-3 text-meta phone:table-header-group">
          <tr>
            <th className="w-[52px] pl-5">
              {mayWrite && (
                <Checkbox
                  checked={all ? true : chosen.size > 0 ? "mixed" : false}
                  label={t("columns.all")}
                  onChange={() => onChoose(all ? new Set() : new Set(contacts.map(({ id }) => id)))}
                />
              )}
            </th>
            <Sorted name={t("columns.name")} on={sort === "name"} onSort={() => onSort("name")} />
            <th className="w-[150px] px-3 font-medium">{t("columns.phone")}</th>
            <th className="hidden w-[26%] px-3 font-medium lg:table-cell">{t("columns.tags")}</th>
            <th className="hidden w-[140px] px-3 font-medium lg:table-cell">{t("columns.assignee")}</th>
            <th className="w-[92px] px-3 text-right font-medium">{t("columns.messages")}</th>
            <Sorted right name={t("columns.last")} on={sort === "last_message"} onSort={() => onSort("last_message")} />
          </tr>
        </thead>
        <tbody>
          {contacts.map((contact) => (
            <Row
              key={contact.id}
              contact={contact}
              chosen={chosen.has(contact.id)}
              onToggle={mayWrite ? () => toggle(contact.id) : null}
            />
          ))}
        </tbody>
      </table>
      <End onSeen={onEnd} />
    </div>
  );
}

function Sorted({ name, on, right, onSort }: { name: string; on: boolean; right?: boolean; onSort: () => void }) {
  return (
    <th
      aria-sort={on ? (right ? "descending" : "ascending") : undefined}
      className={classes("px-3 font-medium", right && "w-[140px] pr-5 text-right")}
    >
      <button
        type="button"
        onClick={onSort}
        className={classes("inline-flex items-center gap-1 rounded-small font-medium", on && "text-ink")}
      >
        {name}
        {on && <ArrowDown size={12} strokeWidth={2.25} aria-hidden className={right ? "" : "rotate-180"} />}
      </button>
    </th>
  );
}

function Row({ contact, chosen, onToggle }: { contact: Contact; chosen: boolean; onToggle: (() => void) | null }) {
  const { t } = useTranslation(["contacts", "common"]);
  const place = usePlace();
  const members = useQuery({ ...membersQuery(useBusinessId()), enabled: useMay("team:read") }).data;
  const holder = members?.find(({ user_id }) => user_id === contact.assigned_to);
  const name = contact.name ?? contact.profile_name;
  const number = contact.phone ? phone(contact.phone) : (contact.username ?? "");
  const last = contact.last_message_at;
  return (
    <tr
      className={classes(
        "h-[60px] border-line border-b last:border-b-0 phone:h-12",
        chosen ? "bg-accent-soft/40" : "hover:bg-hover",
      )}
    >
      <td className="w-[52px] pl-5">
        {onToggle && (
          <Checkbox
            checked={chosen}
            label={t("contacts:columns.select", { name: name ?? number })}
            onChange={onToggle}
          />
        )}
      </td>
      <td className="px-3">
        <Link to="/contacts/$id" params={{ id: contact.id }} className="flex items-center gap-3 rounded-small">
          <Avatar id={contact.id} name={name} size={32} />
          <span className="min-w-0">
            <span className={classes("block truncate", name ? "font-medium" : "text-ink-2")}>
              {name ?? t("contacts:unknown")}
            </span>
            <span className="block truncate text-ink-2 text-meta phone:hidden">{number}</span>
          </span>
        </Link>
      </td>
      <td className="hidden px-3 tabular-nums phone:table-cell">{number}</td>
      <td className="hidden px-3 lg:table-cell">
        <span className="flex gap-1.5 overflow-hidden">
          {contact.tags.map((tag) => (
            <TagChip key={tag.id} name={tag.name} colour={tag.colour} />
          ))}
        </span>
      </td>
      <td className="hidden px-3 lg:table-cell">
        {holder ? (
          <span className="flex items-center gap-2">
            <Avatar id={holder.user_id} name={holder.name} size={20} />
            <span className="truncate">{holder.name.split(" ")[0]}</span>
          </span>
        ) : (
          <span className="text-ink-2">{t("contacts:filters.nobody")}</span>
        )}
      </td>
      <td className="hidden px-3 text-right tabular-nums phone:table-cell">
        {contact.messages.toLocaleString(place.language)}
      </td>
      <td className="w-[112px] whitespace-nowrap pr-5 pl-3 text-right text-ink-2 phone:w-[140px]">
        {last && (
          <time dateTime={last} title={exact(last, place)}>
            {ago(last, new Date(), place, t("common:yesterday"))}
          </time>
        )}
      </td>
    </tr>
  );
}

/** Says when the end of the list comes near. */
function End({ onSeen }: { onSeen: () => void }) {
  const mark = useRef<HTMLDivElement>(null);
  const latest = useRef(onSeen);
  latest.current = onSeen;
  useEffect(() => {
    const watcher = new IntersectionObserver(([entry]) => entry?.isIntersecting && latest.current(), {
      rootMargin: "600px",
    });
    if (mark.current) watcher.observe(mark.current);
    return () => watcher.disconnect();
  });
  return <div ref={mark} />;
}
