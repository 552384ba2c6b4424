import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ConnectDialog } from "@/features/numbers/ConnectDialog";
import { NumberCard } from "@/features/numbers/NumberCard";
import { PairingDialog } from "@/features/numbers/PairingDialog";
import { type Instance, needsAttention } from "@/features/numbers/types";
import { Problem } from "@/lib/api/problem";
import { instancesQuery } from "@/lib/business_lists";
import { useProblemText } from "@/lib/i18n/problems";
import { useBusinessId, useMay } from "@/lib/session/me";
import { Button } from "@/ui/Button";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { Page } from "@/ui/Page";
import { Skeleton } from "@/ui/Skeleton";

/** The WhatsApp numbers, those in trouble first. */
export function NumbersPage() {
  const { t } = useTranslation("numbers");
  const text = useProblemText();
  const mayWrite = useMay("instances:write");
  const [connecting, setConnecting] = useState(false);
  const [pairing, setPairing] = useState<Pick<Instance, "id" | "name"> | null>(null);
  const { data: instances, error, refetch } = useQuery(instancesQuery(useBusinessId()));
  const shown = instances?.filter(({ state }) => state !== "deleted") ?? [];
  const ordered = [...shown].sort((a, b) => Number(needsAttention(b)) - Number(needsAttention(a)));
  const connect = mayWrite && (
    <Button kind="primary" onClick={() => setConnecting(true)}>
      <Plus aria-hidden /> {t("connect")}
    </Button>
  );
  return (
    <Page title={t("title")} actions={connect}>
      {instances ? (
        <div className="flex flex-col gap-4">
          {ordered.map((instance) => (
            <NumberCard key={instance.id} instance={instance} onPair={() => setPairing(instance)} />
          ))}
          {ordered.length === 0 && (
            <EmptyState title={t("emptyTitle")} action={connect}>
              {t("emptyText")}
            </EmptyState>
          )}
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
        <Skeleton className="h-44 rounded-card" />
      )}
      {connecting && (
        <ConnectDialog
          onClose={() => setConnecting(false)}
          onWeb={(made) => {
            setConnecting(false);
            setPairing(made);
          }}
        />
      )}
      {pairing && <PairingDialog instance={pairing} onClose={() => setPairing(null)} />}
    </Page>
  );
}
