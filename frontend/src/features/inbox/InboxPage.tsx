import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { Chat } from "@/features/inbox/Chat";
import { ConversationList } from "@/features/inbox/ConversationList";
import type { Filters } from "@/features/inbox/filters";
import { conversationQuery } from "@/features/inbox/queries";
import { Problem } from "@/lib/api/problem";
import { useProblemText } from "@/lib/i18n/problems";
import { useBusinessId } from "@/lib/session/me";
import { classes } from "@/ui/classes";
import { EmptyState } from "@/ui/EmptyState";

const Keyboard = lazy(() => import("@/features/inbox/Keyboard").then((module) => ({ default: module.Keyboard })));
const ErrorState = lazy(() => import("@/ui/ErrorState").then((module) => ({ default: module.ErrorState })));
const WIDE = 1200;

type Contact = (contactId: string, onClose: () => void) => ReactNode;
type Turn = (messageId: string, onClose: () => void) => ReactNode;
type Props = { openId: string | null; message: string | null; filters: Filters; contact: Contact; turn: Turn };

/**
 * List, conversation and contact beside each other; on a phone one of them. contact: what shows a contact. turn: what
 * shows why the agent wrote a message.
 */
export function InboxPage({ openId, message, filters, contact, turn }: Props) {
  const [drawer, setDrawer] = useState(() => window.innerWidth >= WIDE);
  const toggleDrawer = () => setDrawer(!drawer);
  return (
    <div className="flex h-full min-w-0 bg-surface">
      <Suspense>
        <Keyboard openId={openId} filters={filters} toggleDrawer={toggleDrawer} />
      </Suspense>
      <div
        className={classes(
          "w-full shrink-0 border-line border-r phone:w-[300px] lg:w-[360px]",
          openId && "hidden phone:block",
        )}
      >
        <ConversationList openId={openId} filters={filters} />
      </div>
      <div className={classes("min-w-0 flex-1", !openId && "hidden phone:block")}>
        {openId ? (
          <Open
            key={openId}
            id={openId}
            around={message}
            filters={filters}
            drawer={drawer}
            onDrawer={toggleDrawer}
            contact={contact}
            turn={turn}
          />
        ) : (
          <Nothing />
        )}
      </div>
    </div>
  );
}

type OpenProps = {
  id: string;
  around: string | null;
  filters: Filters;
  drawer: boolean;
  onDrawer: () => void;
  contact: Contact;
  turn: Turn;
};

function Open({ id, around, filters, drawer, onDrawer, contact, turn }: OpenProps) {
  const [why, setWhy] = useState<string | null>(null);
  const navigate = useNavigate();
  const onAround = (message: string | null) =>
    void navigate({
      to: "/inbox/{-$id}",
      params: { id },
      search: { ...filters, ...(message ? { message } : {}) },
      replace: true,
    });
  const { t } = useTranslation(["inbox", "common"]);
  const text = useProblemText();
  const businessId = useBusinessId();
  const { data, error, refetch } = useQuery(conversationQuery(businessId, id));
  if (error && !data) {
    const problem = Problem.of(error);
    return (
      <Suspense>
        <ErrorState
          title={problem.status === 404 ? t("inbox:gone") : t("inbox:failed")}
          text={text(problem)}
          retry={t("common:retry")}
          onRetry={() => void refetch()}
          requestId={problem.requestId}
        />
      </Suspense>
    );
  }
  if (!data) return <div className="h-full bg-chat" />;
  return (
    <div className="flex h-full">
      <div className={classes("min-w-0 flex-1", drawer && "hidden xl:block", drawer && "phone:block")}>
        <Chat
          conversation={data}
          drawer={drawer}
          onDrawer={onDrawer}
          around={around}
          onAround={onAround}
          onWhy={setWhy}
        />
      </div>
      {drawer && contact(data.contact.id, onDrawer)}
      {why && turn(why, () => setWhy(null))}
    </div>
  );
}

function Nothing() {
  const { t } = useTranslation("inbox");
  return (
    <div className="grid h-full place-items-center bg-bg">
      <EmptyState title={t("choose.title")}>{t("choose.text")}</EmptyState>
    </div>
  );
}
