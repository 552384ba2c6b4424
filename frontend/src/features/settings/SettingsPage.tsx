import { Link } from "@tanstack/react-router";
import { ArrowLeft } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

type Props = { title: string; text?: string; action?: ReactNode; bar?: ReactNode; children: ReactNode };

/** One setting: its title, what it is about, and a bar at the foot while something is not saved. */
export function SettingsPage({ title, text, action, bar, children }: Props) {
  const { t } = useTranslation("settings");
  return (
    <div className="flex h-full flex-col">
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="max-w-[904px] px-4 pt-4 pb-12 phone:px-10 phone:pt-6">
          <header className="mb-4 flex flex-wrap items-start gap-x-3 gap-y-2">
            <Link
              to="/settings"
              aria-label={t("back")}
              className="-ml-2 grid size-11 place-items-center rounded-bubble phone:hidden"
            >
              <ArrowLeft size={20} strokeWidth={1.75} aria-hidden />
            </Link>
            <div className="min-w-0 flex-1 self-center">
              <h1 className="font-semibold text-page">{title}</h1>
              {text && <p className="mt-0.5 max-w-[640px] text-ink-2">{text}</p>}
            </div>
            {action}
          </header>
          {children}
        </div>
      </div>
      {bar}
    </div>
  );
}
