import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Hand } from "lucide-react";
import { useTranslation } from "react-i18next";
import { waitingQuery } from "@/features/start/queries";
import { phone } from "@/lib/format/text";
import { span } from "@/lib/format/time";
import { useBusinessId, useMay, usePlace } from "@/lib/session/me";
import { useMinute } from "@/lib/use_minute";
import { Avatar } from "@/ui/Avatar";
import { Card } from "@/ui/Card";
import { StateChip } from "@/ui/Chip";
import { TextLink } from "@/ui/TextLink";

/** Who has waited longest for a person. */
export function Waiting() {
  const { t } = useTranslation("start");
  const place = usePlace();
  const now = useMinute();
  const { data } = useQuery({ ...waitingQuery(useBusinessId()), enabled: useMay("messages:read") });
  if (!data) return null;
  return (
    <Card
      title={t("waiting.title", { count: data.count })}
      aside={
        data.count > 0 && (
          <TextLink to="/inbox/{-$id}" params={{ id: undefined }} search={{ view: "waiting" }}>
            {t("waiting.all")}
          </TextLink>
        )
      }
    >
      {data.items.length === 0 && <p className="px-5 py-6 text-ink-2">{t("waiting.none")}</p>}
      <ul>
        {data.items.map(({ id, contact, last_message: last, waiting_since: since }) => (
          <li key={id} className="flex min-h-14 items-center gap-3 border-line border-b px-5 py-2 last:border-0">
            <Avatar id={contact.id} name={contact.name} size={32} />
            <span className="min-w-0 flex-1">
              <span className="block truncate font-medium">
                {contact.name ?? (contact.phone ? phone(contact.phone) : contact.username)}
              </span>
              <span className="block truncate text-ink-2 text-table">{last?.text}</span>
            </span>
            {since && (
              <StateChip tone="warn" icon={Hand}>
                {span(now - Date.parse(since), place)}
              </StateChip>
            )}
            <Link
              to="/inbox/{-$id}"
              params={{ id }}
              className="inline-flex h-11 shrink-0 items-center rounded-control border border-line-2 px-3 font-medium text-table hover:bg-hover phone:h-8"
            >
              {t("waiting.answer")}
              <span className="sr-only"> {contact.name}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
