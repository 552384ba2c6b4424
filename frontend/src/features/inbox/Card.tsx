import { Contact as ContactIcon, CreditCard, Link as LinkIcon, List, MapPin, ShoppingBag } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Message } from "@/features/inbox/types";

/** What stands over the words: a place, contacts, an order, the advert one came by, choices. */
export function Card({ message }: { message: Message }) {
  const { t } = useTranslation("inbox");
  const { content, context } = message;
  const referral = context?.referral;
  if (referral?.headline || referral?.body)
    return (
      <Box
        icon={LinkIcon}
        title={referral.headline ?? t("message.ad")}
        {...(referral.source_url ? { href: referral.source_url } : {})}
      >
        {referral.body}
      </Box>
    );
  switch (content?.type) {
    case "location":
      return (
        <Box
          icon={MapPin}
          title={content.name ?? (content.live ? t("message.liveLocation") : t("kinds.location"))}
          href={`https://maps.google.com/?q=${content.latitude},${content.longitude}`}
        >
          {content.address ?? `${content.latitude.toFixed(5)}, ${content.longitude.toFixed(5)}`}
        </Box>
      );
    case "contacts":
      return content.contacts.map((card, at) => (
        <Box
          // biome-ignore lint/suspicious/noArrayIndexKey: cards have no name of their own, and never change places
          key={at}
          icon={ContactIcon}
          title={card.name.formatted_name ?? t("unknown")}
        >
          {card.phones?.map(({ phone }) => phone).join(" · ")}
        </Box>
      ));
    case "order":
      return (
        <Box icon={ShoppingBag} title={content.title ?? t("kinds.order")}>
          {t("message.items", { count: content.item_count ?? content.product_items?.length ?? 0 })}
        </Box>
      );
    case "payment":
      return (
        <Box icon={CreditCard} title={t("kinds.payment")}>
          {content.reference_id}
        </Box>
      );
    case "buttons":
      return content.header?.kind === "text" ? <p className="font-semibold">{content.header.text}</p> : null;
    case "list":
      return (
        <Box icon={List} title={content.button}>
          {content.sections.flatMap(({ rows }) => rows.map(({ title }) => title)).join(" · ")}
        </Box>
      );
    case "link_button":
      return <Box icon={LinkIcon} title={content.display_text} href={content.url} />;
    default:
      return null;
  }
}

function Box({
  icon: Icon,
  title,
  href,
  children,
}: {
  icon: typeof MapPin;
  title: string;
  href?: string;
  children?: ReactNode;
}) {
  const inside = (
    <>
      <Icon size={20} strokeWidth={1.75} aria-hidden className="shrink-0" />
      <span className="min-w-0">
        <span className="block truncate font-medium">{title}</span>
        {children && <span className="line-clamp-3 text-ink-2 text-meta">{children}</span>}
      </span>
    </>
  );
  const look = "mb-1 flex w-[292px] max-w-full items-center gap-3 rounded-control bg-ink/5 px-3 py-2.5";
  if (href && /^https?:\/\//.test(href))
    return (
      <a href={href} target="_blank" rel="noreferrer nofollow" className={look}>
        {inside}
      </a>
    );
  return <div className={look}>{inside}</div>;
}
