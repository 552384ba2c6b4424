import { Bot, ChevronDown, Globe } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { chooseLanguage, type Language } from "@/lib/i18n/i18n";
import { Logo } from "@/ui/Logo";
import { DoubleTick } from "@/ui/Ticks";

/** A public page: one form of 380 px, and from 1024 px on the green half that shows what the product does. */
export function AuthLayout({
  title,
  subtitle,
  children,
}: {
  title: string;
  subtitle?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className="grid min-h-dvh bg-surface lg:grid-cols-2">
      <div className="flex min-h-dvh flex-col px-5 py-6 phone:px-12 phone:py-8">
        <header className="flex items-center justify-between">
          <span className="flex items-center gap-2.5 font-semibold text-section">
            <Logo /> Recado
          </span>
          <LanguageChoice />
        </header>
        <main className="mx-auto flex w-full max-w-[380px] flex-1 flex-col justify-center py-10">
          <h1 className="font-semibold text-figure">{title}</h1>
          {subtitle && <p className="mt-1 text-ink-2 text-input">{subtitle}</p>}
          <div className="mt-6">{children}</div>
        </main>
      </div>
      <Conversation />
    </div>
  );
}

function LanguageChoice() {
  const { t, i18n } = useTranslation("auth");
  return (
    <label className="relative flex items-center gap-2 rounded-control px-2 py-1.5 font-medium text-ink-2 text-table hover:bg-hover">
      <Globe size={16} strokeWidth={1.9} aria-hidden />
      <span className="sr-only">{t("language")}</span>
      <select
        value={i18n.resolvedLanguage ?? "es"}
        onChange={(event) => chooseLanguage(event.target.value as Language)}
        className="appearance-none bg-transparent pr-5"
      >
        <option value="es">Español</option>
        <option value="en">English</option>
      </select>
      <ChevronDown size={14} strokeWidth={2} aria-hidden className="pointer-events-none absolute right-2" />
    </label>
  );
}

function Conversation() {
  const { t } = useTranslation("auth");
  const bubble = "w-fit max-w-[330px] rounded-bubble px-3.5 py-2.5 text-input text-[#14211b]";
  return (
    <aside aria-hidden className="hidden flex-col justify-center gap-4 bg-brand px-16 text-[#e8eeea] lg:flex">
      <p className={`${bubble} rounded-tl-none bg-white`}>{t("sample.question")}</p>
      <div className="self-end">
        <p className="mb-1.5 flex items-center justify-end gap-1.5 text-meta">
          <Bot size={14} strokeWidth={2} /> {t("sample.agent")}
        </p>
        <p className={`${bubble} rounded-tr-none bg-[#d9fdd3]`}>
          {t("sample.answer")}
          <span className="float-right mt-1.5 ml-3 flex items-center gap-1 text-[#45524c] text-meta">
            21:14 <DoubleTick className="text-[#0b6fa4]" />
          </span>
        </p>
      </div>
      <p className={`${bubble} rounded-tl-none bg-white`}>{t("sample.reply")}</p>
      <p className="mt-32 max-w-[420px] font-semibold text-figure text-white">{t("pitch.title")}</p>
      <p className="max-w-[440px] text-[#b9d6c9] text-input">{t("pitch.text")}</p>
    </aside>
  );
}
