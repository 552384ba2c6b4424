import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ConversationRow } from "@/features/inbox/ConversationRow";
import type { Filters } from "@/features/inbox/filters";
import { conversationsQuery, messageSearchQuery } from "@/features/inbox/queries";
import type { MessageHit } from "@/features/inbox/types";
import { phone } from "@/lib/format/text";
import { short } from "@/lib/format/time";
import { useBusinessId, usePlace } from "@/lib/session/me";
import { Button } from "@/ui/Button";
import { EmptyState } from "@/ui/EmptyState";
import { Highlight } from "@/ui/Highlight";

type Props = { openId: string | null; words: string; filters: Filters };

/** What a search finds: people first, then what was written. */
export function SearchResults({ openId, words, filters }: Props) {
  const { t } = useTranslation("inbox");
  const businessId = useBusinessId();
  const people = useInfiniteQuery(conversationsQuery(businessId, filters));
  const messages = useInfiniteQuery(messageSearchQuery(businessId, words));
  const conversations = people.data?.pages.flatMap(({ items }) => items) ?? [];
  const hits = messages.data?.pages.flatMap(({ items }) => items) ?? [];
  if (people.isSuccess && messages.isSuccess && conversations.length + hits.length === 0)
    return <EmptyState title={t("search.nothing", { words })}>{t("search.nothingText")}</EmptyState>;
  return (
    <div className="min-h-0 flex-1 overflow-y-auto border-line border-t pb-4">
      {conversations.length > 0 && (
        <section aria-label={t("search.people")}>
          <Heading>{t("search.people")}</Heading>
          <ul>
            {conversations.map((each) => (
              <li key={each.id} className="h-[76px] phone:h-[72px]">
                <ConversationRow conversation={each} open={each.id === openId} filters={filters} />
              </li>
            ))}
          </ul>
          {people.hasNextPage && <More onClick={() => void people.fetchNextPage()} />}
        </section>
      )}
      {hits.length > 0 && (
        <section aria-label={t("search.messages")}>
          <Heading>{t("search.messages")}</Heading>
          <ul>
            {hits.map((hit) => (
              <li key={hit.id}>
                <Hit hit={hit} words={words} filters={filters} />
              </li>
            ))}
          </ul>
          {messages.hasNextPage && <More onClick={() => void messages.fetchNextPage()} />}
        </section>
      )}
    </div>
  );
}

function Heading({ children }: { children: string }) {
  return <h3 className="px-4 pt-4 pb-1 font-medium text-meta text-ink-2">{children}</h3>;
}

function More({ onClick }: { onClick: () => void }) {
  const { t } = useTranslation("inbox");
  return (
    <div className="px-4 py-2">
      <Button size="small" kind="ghost" onClick={onClick}>
        {t("search.more")}
      </Button>
    </div>
  );
}

type HitProps = { hit: MessageHit; words: string; filters: Filters };

function Hit({ hit, words, filters }: HitProps) {
  const { t } = useTranslation(["inbox", "common"]);
  const place = usePlace();
  const { contact } = hit;
  const name = contact.name ?? (contact.phone ? phone(contact.phone) : t("inbox:unknown"));
  return (
    <Link
      to="/inbox/{-$id}"
      params={{ id: hit.conversation_id }}
      search={{ ...filters, message: hit.id }}
      preload={false}
      className="block px-4 py-2.5 hover:bg-hover focus-visible:outline-offset-[-2px]"
    >
      <span className="flex items-baseline gap-2">
        <span className="min-w-0 flex-1 truncate font-medium">{name}</span>
        <time dateTime={hit.sent_at} className="shrink-0 text-ink-3 text-meta">
          {short(hit.sent_at, new Date(), place, t("common:yesterday"))}
        </time>
      </span>
      <span className="mt-0.5 line-clamp-2 text-ink-2 text-table">
        <Highlight text={hit.text ?? ""} words={words} />
      </span>
    </Link>
  );
}
