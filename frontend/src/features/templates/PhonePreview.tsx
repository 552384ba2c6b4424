import { useQuery } from "@tanstack/react-query";
import { ChevronLeft, ExternalLink, FileText, Image, type LucideIcon, Phone, Reply, Video } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type EditedButton, filled, type HeaderKind, type Wording } from "@/features/templates/wording";
import { businessQuery, useBusinessId } from "@/lib/session/me";
import { Avatar } from "@/ui/Avatar";
import { FormattedText } from "@/ui/FormattedText";
import { Segments } from "@/ui/Segments";

const FILES: Partial<Record<HeaderKind, LucideIcon>> = { IMAGE: Image, VIDEO: Video, DOCUMENT: FileText };
const BUTTONS: Record<EditedButton["kind"], LucideIcon> = {
  QUICK_REPLY: Reply,
  URL: ExternalLink,
  PHONE_NUMBER: Phone,
};

/** How the template looks on a customer's phone, while it is written. */
export function PhonePreview({ wording }: { wording: Wording }) {
  const { t } = useTranslation("templates");
  const [view, setView] = useState<"examples" | "variables">("examples");
  const business = useQuery(businessQuery(useBusinessId())).data;
  const show = (text: string) => (view === "examples" ? filled(text, wording.examples) : text);
  const { header, body, footer, buttons } = wording;
  const File = FILES[header.kind];
  return (
    <section aria-label={t("preview")} className="flex flex-col items-center gap-4">
      <Segments
        label={t("preview")}
        value={view}
        options={[
          { value: "examples", text: t("withExamples") },
          { value: "variables", text: t("withVariables") },
        ]}
        onChange={setView}
      />
      <div className="h-[560px] w-[320px] max-w-full overflow-hidden rounded-[36px] border-8 border-[#14211b] bg-chat shadow-dialog">
        <div className="flex h-[76px] items-end gap-2 bg-surface px-3 pb-2">
          <ChevronLeft size={20} aria-hidden className="mb-1.5" />
          <Avatar
            id={business?.id ?? ""}
            name={business?.name ?? null}
            size={32}
            picture={business?.logo_url ?? null}
          />
          <span>
            <span className="block font-semibold text-table">{business?.name}</span>
            <span className="block text-ink-2 text-meta">{t("company")}</span>
          </span>
        </div>
        <div className="p-3">
          <div className="w-[260px] max-w-full overflow-hidden rounded-bubble rounded-tl-none bg-bubble-in shadow-[0_1px_1px_rgb(0_0_0/.08)]">
            <div className="p-1.5">
              {File && (
                <div className="mb-1 grid h-32 place-items-center rounded-control bg-raised text-ink-2">
                  <File size={32} strokeWidth={1.5} aria-hidden />
                </div>
              )}
              <div className="whitespace-pre-wrap px-1 [overflow-wrap:anywhere]">
                {header.kind === "TEXT" && <p className="mb-1 font-semibold">{show(header.text)}</p>}
                <p>
                  <FormattedText text={show(body)} />
                </p>
                <p className="mt-1 flex justify-between gap-2 text-ink-2 text-meta">
                  <span>{footer}</span>
                  <span>10:24</span>
                </p>
              </div>
            </div>
            {buttons.map(({ kind, text }, at) => {
              const Icon = BUTTONS[kind];
              return (
                <p
                  // biome-ignore lint/suspicious/noArrayIndexKey: a button is its place
                  key={at}
                  className="flex h-10 items-center justify-center gap-2 border-line border-t font-medium text-info"
                >
                  <Icon size={16} strokeWidth={1.9} aria-hidden />
                  {text}
                </p>
              );
            })}
          </div>
        </div>
      </div>
    </section>
  );
}
