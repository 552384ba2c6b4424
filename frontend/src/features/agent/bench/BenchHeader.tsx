import { RotateCcw, SlidersHorizontal } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Bench } from "@/features/agent/bench/queries";
import type { Setup } from "@/features/agent/bench/use_bench";
import { Avatar } from "@/ui/Avatar";
import { IconButton } from "@/ui/IconButton";
import { Menu, MenuItem, MenuLine } from "@/ui/Menu";

type Props = {
  bench: Bench | null;
  setup: Setup;
  busy: boolean;
  mayWrite: boolean;
  onBegin: (setup: Setup) => void;
};

/** Which agent answers, and beginning anew. What is chosen here begins a conversation of its own. */
export function BenchHeader({ bench, setup, busy, mayWrite, onBegin }: Props) {
  const { t } = useTranslation("bench");
  const { config, real_tools } = setup;
  return (
    <header className="flex min-h-14 shrink-0 items-center gap-3 border-line border-b py-1.5 pr-2 pl-4">
      <Avatar name={t("customer")} id={t("customer")} size={40} />
      <div className="min-w-0 flex-1">
        <h2 className="truncate font-semibold">{t("customer")}</h2>
        <p className="truncate text-ink-2 text-table">
          {t(`with.${config}`)} · {t(real_tools ? "realTools" : "nothingLeaves")}
        </p>
      </div>
      {mayWrite && (
        <>
          <IconButton
            icon={RotateCcw}
            label={t("anew")}
            disabled={busy || !bench || bench.messages.length === 0}
            onClick={() => onBegin(setup)}
          />
          <Menu
            trigger={
              <button
                type="button"
                aria-label={t("setup")}
                disabled={busy}
                className="grid size-11 shrink-0 place-items-center rounded-bubble text-ink-2 hover:bg-hover disabled:opacity-50 phone:size-10"
              >
                <SlidersHorizontal size={20} strokeWidth={1.75} aria-hidden />
              </button>
            }
          >
            {(["live", "draft"] as const).map((each) => (
              <MenuItem key={each} checked={config === each} onSelect={() => onBegin({ config: each, real_tools })}>
                {t(`config.${each}`)}
              </MenuItem>
            ))}
            <MenuLine />
            <MenuItem checked={real_tools} onSelect={() => onBegin({ config, real_tools: !real_tools })}>
              {t("callTools")}
            </MenuItem>
          </Menu>
        </>
      )}
    </header>
  );
}
