import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { ArrowLeft } from "lucide-react";
import { useTranslation } from "react-i18next";
import { ContactDetails } from "@/features/contacts/ContactDetails";
import { ContactMenu } from "@/features/contacts/ContactMenu";
import { contactQuery } from "@/features/contacts/queries";
import { Timeline } from "@/features/contacts/Timeline";
import { answer, api } from "@/lib/api/client";
import { Problem } from "@/lib/api/problem";
import { useProblemText } from "@/lib/i18n/problems";
import { useBusinessId } from "@/lib/session/me";
import { Button } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { ErrorState } from "@/ui/ErrorState";
import { Skeleton } from "@/ui/Skeleton";

/** One contact on a page of its own. */
export function ContactPage({ id }: { id: string }) {
  const { t } = useTranslation("contacts");
  const text = useProblemText();
  const navigate = useNavigate();
  const { data: contact, error, refetch } = useQuery(contactQuery(useBusinessId(), id));
  return (
    <div className="h-full overflow-y-auto">
      <header className="flex h-16 items-center gap-3 border-line border-b bg-surface px-4">
        <Link
          to="/contacts"
          aria-label={t("page.back")}
          className="grid size-11 place-items-center rounded-bubble hover:bg-hover phone:size-10"
        >
          <ArrowLeft size={20} strokeWidth={1.75} aria-hidden />
        </Link>
        <h1 className="min-w-0 flex-1 truncate font-semibold text-page">
          {contact ? (contact.name ?? contact.profile_name ?? t("unknown")) : t("title")}
        </h1>
        {contact && contact.conversations > 0 && <OpenConversation id={id} />}
        {contact && <ContactMenu contact={contact} onGone={() => void navigate({ to: "/contacts" })} />}
      </header>
      <div className="mx-auto max-w-[560px] px-4 py-6">
        {contact ? (
          <Card>
            <h2 className="sr-only">{t("drawer.title")}</h2>
            <ContactDetails contact={contact} />
            <Timeline contactId={id} />
          </Card>
        ) : error ? (
          <ErrorState
            title={t("list.failed")}
            text={text(Problem.of(error))}
            retry={t("list.retry")}
            onRetry={() => void refetch()}
            requestId={Problem.of(error).requestId}
          />
        ) : (
          <Skeleton className="h-80 rounded-card" />
        )}
      </div>
    </div>
  );
}

function OpenConversation({ id }: { id: string }) {
  const { t } = useTranslation("contacts");
  const navigate = useNavigate();
  const { data } = useQuery({
    queryKey: [useBusinessId(), "contact", id, "conversation"],
    queryFn: async () =>
      (await answer(api.GET("/v1/conversations", { params: { query: { contact_id: id, archived: "any", limit: 1 } } })))
        .items[0]?.id ?? null,
  });
  if (!data) return null;
  return (
    <Button kind="primary" onClick={() => void navigate({ to: "/inbox/{-$id}", params: { id: data } })}>
      {t("page.write")}
    </Button>
  );
}
