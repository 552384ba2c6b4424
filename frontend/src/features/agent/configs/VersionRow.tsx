import { useQuery } from "@tanstack/react-query";
import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Changes } from "@/features/agent/configs/Changes";
import { type Version, versionQuery } from "@/features/agent/configs/queries";
import { membersQuery } from "@/lib/business_lists";
import { exact } from "@/lib/format/time";
import { useBusinessId, useMay, usePlace } from "@/lib/session/me";
import { Button } from "@/ui/Button";
import { StateChip } from "@/ui/Chip";
import { classes } from "@/ui/classes";
import { Skeleton } from "@/ui/Skeleton";

type Props = { version: Version; busy: boolean; onRestore: () => void };

/** One version: when, by whom, what for; opened, what it changed. */
export function VersionRow({ version, busy, onRestore }: Props) {
  const { t } = useTranslation("agent");
  const place = usePlace();
  const mayWrite = useMay("agent:write");
  const businessId = useBusinessId();
  const [open, setOpen] = useState(false);
  const members = useQuery(membersQuery(businessId)).data ?? [];
  const detail = useQuery({ ...versionQuery(businessId, version.id), enabled: open }).data;
  const who = members.find(({ user_id }) => user_id === version.published_by)?.name;
  const live = version.state === "published";
  return (
    <li className="border-line border-b last:border-0">
      <div className="flex min-h-14 items-center gap-3 py-2">
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className="flex min-w-0 flex-1 items-center gap-3 text-left"
        >
          <ChevronRight
            size={16}
            aria-hidden
            className={classes("shrink-0 text-ink-2 transition-transform", open && "rotate-90")}
          />
          <span className="min-w-0">
            <span className="flex flex-wrap items-center gap-2 font-medium">
              {t("configs.version", { version: version.version })}
              {live && <StateChip tone="accent">{t("configs.liveNow")}</StateChip>}
            </span>
            <span className="block text-ink-2 text-table">
              {[exact(version.published_at, place), who].filter(Boolean).join(" · ")}
            </span>
            {version.note && <span className="block break-words text-table">{version.note}</span>}
          </span>
        </button>
        {!live && mayWrite && (
          <Button size="small" disabled={busy} onClick={onRestore}>
            {t("configs.restore")}
          </Button>
        )}
      </div>
      {open && (
        <div className="pb-3 pl-7">
          {!detail ? (
            <Skeleton className="h-16 rounded-bubble" />
          ) : detail.changes.length > 0 ? (
            <Changes changes={detail.changes} />
          ) : (
            <p className="text-ink-2 text-table">{t("configs.first")}</p>
          )}
        </div>
      )}
    </li>
  );
}
