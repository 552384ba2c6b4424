import { useQuery } from "@tanstack/react-query";
import { UserPlus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Invitations } from "@/features/team/Invitations";
import { InviteDialog } from "@/features/team/InviteDialog";
import { MembersTable } from "@/features/team/MembersTable";
import { Turns } from "@/features/team/Turns";
import { Problem } from "@/lib/api/problem";
import { membersQuery } from "@/lib/business_lists";
import { useProblemText } from "@/lib/i18n/problems";
import { useBusinessId, useMay } from "@/lib/session/me";
import { Button } from "@/ui/Button";
import { ErrorState } from "@/ui/ErrorState";
import { Page } from "@/ui/Page";
import { Skeleton } from "@/ui/Skeleton";

/** Who works here, as what, and who gets the next contact. */
export function TeamPage() {
  const { t } = useTranslation("team");
  const text = useProblemText();
  const mayWrite = useMay("team:write");
  const [inviting, setInviting] = useState(false);
  const { data: members, error, refetch } = useQuery(membersQuery(useBusinessId()));
  return (
    <Page
      title={t("title")}
      actions={
        mayWrite && (
          <Button kind="primary" onClick={() => setInviting(true)}>
            <UserPlus aria-hidden /> {t("invite")}
          </Button>
        )
      }
    >
      {members ? (
        <div className="grid items-start gap-4 lg:grid-cols-[1fr_288px]">
          <div className="flex min-w-0 flex-col gap-4">
            <MembersTable members={members} />
            {mayWrite && <Invitations />}
          </div>
          <Turns members={members} />
        </div>
      ) : error ? (
        <ErrorState
          title={t("failed")}
          text={text(Problem.of(error))}
          retry={t("retry")}
          onRetry={() => void refetch()}
          requestId={Problem.of(error).requestId}
        />
      ) : (
        <Skeleton className="h-72 rounded-card" />
      )}
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
    </Page>
  );
}
