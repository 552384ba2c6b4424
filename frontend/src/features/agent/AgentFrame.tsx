import { useQuery } from "@tanstack/react-query";
import { Radio } from "lucide-react";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { AgentNav } from "@/features/agent/AgentNav";
import { OnSwitch } from "@/features/agent/configs/OnSwitch";
import { configQuery } from "@/features/agent/configs/queries";
import { useBusinessId, useMay } from "@/lib/session/me";
import { Button } from "@/ui/Button";
import { StateChip } from "@/ui/Chip";
import { Page } from "@/ui/Page";

const ChangesDialog = lazy(() =>
  import("@/features/agent/configs/ChangesDialog").then((module) => ({ default: module.ChangesDialog })),
);

/** What stands over every page of the agent: which version is live, and the draft. onLook: done before the draft is
 *  looked at; false keeps it from being shown. */
export function AgentFrame({ onLook, children }: { onLook?: () => Promise<boolean>; children: ReactNode }) {
  const { t } = useTranslation("agent");
  const mayWrite = useMay("agent:write");
  const { data } = useQuery(configQuery(useBusinessId()));
  const [open, setOpen] = useState(false);
  const count = data?.changes.length ?? 0;
  const look = async () => {
    if (onLook && !(await onLook())) return;
    setOpen(true);
  };
  return (
    <Page
      title={t("title")}
      beside={
        data && (
          <>
            <StateChip tone="accent" icon={Radio}>
              {t("configs.live", { version: data.version })}
            </StateChip>
            <OnSwitch />
          </>
        )
      }
      actions={
        data && (
          <>
            {data.revision > 0 && (
              <span className="mr-2 basis-full text-ink-2 text-table phone:basis-auto">
                {t("configs.draft", { version: data.version + 1 })} ·{" "}
                {count > 0 ? t("configs.count", { count }) : t("configs.unchanged")}
              </span>
            )}
            <Button onClick={() => void look()}>{t("configs.look")}</Button>
            {mayWrite && (
              <Button kind="primary" disabled={count === 0 && !onLook} onClick={() => void look()}>
                {t("configs.publish")}
              </Button>
            )}
          </>
        )
      }
    >
      <AgentNav />
      {children}
      {open && data && (
        <Suspense>
          <ChangesDialog overview={data} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </Page>
  );
}
