import { BadgeCheck, QrCode } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { CloudForm } from "@/features/numbers/CloudForm";
import type { Instance } from "@/features/numbers/types";
import { WebForm } from "@/features/numbers/WebForm";
import { Dialog } from "@/ui/Dialog";

type Props = { onClose: () => void; onWeb: (made: Pick<Instance, "id" | "name">) => void };

/** The two ways to connect: the phone one has, or Meta's official API. */
export function ConnectDialog({ onClose, onWeb }: Props) {
  const { t } = useTranslation(["numbers", "common"]);
  const [way, setWay] = useState<"web" | "cloud" | null>(null);
  return (
    <Dialog
      title={way ? t(`numbers:ways.${way}.title`) : t("numbers:connect")}
      closeLabel={t("common:close")}
      onClose={onClose}
    >
      <div className="pb-6">
        {way === "web" && <WebForm onDone={onWeb} />}
        {way === "cloud" && <CloudForm onClose={onClose} />}
        {way === null && (
          <div className="flex flex-col gap-3">
            <Way icon={QrCode} name="web" onClick={() => setWay("web")} />
            <Way icon={BadgeCheck} name="cloud" onClick={() => setWay("cloud")} />
          </div>
        )}
      </div>
    </Dialog>
  );
}

function Way({ icon: Icon, name, onClick }: { icon: typeof QrCode; name: "web" | "cloud"; onClick: () => void }) {
  const { t } = useTranslation("numbers");
  return (
    <button
      type="button"
      onClick={onClick}
      className="flex items-start gap-3 rounded-card border border-line-2 p-4 text-left hover:bg-hover"
    >
      <Icon size={20} strokeWidth={1.75} aria-hidden className="mt-0.5 shrink-0 text-accent-ink" />
      <span>
        <span className="block font-semibold">{t(`ways.${name}.title`)}</span>
        <span className="text-ink-2 text-table">{t(`ways.${name}.text`)}</span>
      </span>
    </button>
  );
}
