import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { AgentFrame } from "@/features/agent/AgentFrame";
import { toolsQuery } from "@/features/agent/tools/queries";
import { ToolEditor } from "@/features/agent/tools/ToolEditor";
import { ToolList } from "@/features/agent/tools/ToolList";
import { Problem } from "@/lib/api/problem";
import { useProblemText } from "@/lib/i18n/problems";
import { useBusinessId, useMay } from "@/lib/session/me";
import { Button } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { Skeleton } from "@/ui/Skeleton";

/** What the agent can use: the business's own tools, and ours. */
export function ToolsPage() {
  const { t } = useTranslation("agent");
  const text = useProblemText();
  const mayWrite = useMay("agent:write");
  const [chosen, setChosen] = useState<string | null>(null);
  const { data: tools, error, refetch } = useQuery(toolsQuery(useBusinessId()));
  const tool = chosen === "new" ? null : (tools?.find(({ id }) => id === chosen) ?? tools?.[0] ?? null);
  const add = mayWrite && (
    <Button size="small" onClick={() => setChosen("new")}>
      <Plus aria-hidden /> {t("tools.add")}
    </Button>
  );
  return (
    <AgentFrame>
      {tools ? (
        <div className="grid items-start gap-4 lg:grid-cols-[300px_1fr]">
          <ToolList tools={tools} chosen={tool?.id ?? null} add={add} onChoose={setChosen} />
          {tool || chosen === "new" ? (
            <ToolEditor key={tool?.id ?? "new"} tool={tool} onDone={setChosen} />
          ) : (
            <Card>
              <EmptyState title={t("tools.none")} action={add}>
                {t("tools.noneText")}
              </EmptyState>
            </Card>
          )}
        </div>
      ) : error ? (
        <ErrorState
          title={t("tools.failed")}
          text={text(Problem.of(error))}
          retry={t("tools.retry")}
          onRetry={() => void refetch()}
          requestId={Problem.of(error).requestId}
        />
      ) : (
        <Skeleton className="h-72 rounded-card" />
      )}
    </AgentFrame>
  );
}
