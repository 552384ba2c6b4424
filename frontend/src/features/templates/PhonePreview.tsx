import { useQuery } from "@tanstack/react-query";
import {
  ChevronLeft,
  Copy,
  ExternalLink,
  FileText,
  Image,
  type LucideIcon,
  MapPin,
  Phone,
  Reply,
  Video,
} from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { previewQuery } from "@/features/templates/queries";
import type { Preview, Template } from "@/features/templates/types";
import { variables, type Wording } from "@/features/templates/wording";
import { useVariableWord } from "@/features/templates/words";
import { useBusinessId, useMe } from "@/lib/session/me";
import { Avatar } from "@/ui/Avatar";
import { FormattedText } from "@/ui/FormattedText";
import { Segments } from "@/ui/Segments";

const MARK = /(⟦[^⟧]*⟧)/;
const HEADERS: { [format: string]: LucideIcon } = { IMAGE: Image, VIDEO: Video, DOCUMENT: FileText, LOCATION: MapPin };
const BUTTONS: { [type: string]: LucideIcon } = {
  URL: ExternalLink,
  PHONE_NUMBER: Phone,
  COPY_CODE: Copy,
  OTP: Copy,
  QUICK_REPLY: Reply,
};

type Props = { template: Template; wording: Wording; file: File | null };

/** The template as it will look on a customer's phone, with the examples or with its variables. */
export function PhonePreview({ template, wording, file }: Props) {
  const { t } = useTranslation("templates");
  const me = useMe();
  const wordOf = useVariableWord();
  const [shown, setShown] = useState<"examples" | "variables">("examples");
  const marks = (text: string) =>
    shown === "examples" ? {} : Object.fromEntries(variables(text).map((name) => [name, `⟦${wordOf(name)}⟧`]));
  const values = { body: marks(wording.body), header: marks(wording.header.text) };
  const preview = useQuery(previewQuery(useBusinessId(), template, values)).data;
  const business = me.businesses.find(({ id }) => id === me.business_id);
  return (
    <div className="flex flex-col items-center gap-4 p-5">
      <Segments
        label={t("preview.label")}
        value={shown}
        options={(["examples", "variables"] as const).map((value) => ({ value, text: t(`preview.${value}`) }))}
        onChange={setShown}
      />
      <div className="flex h-[560px] w-[320px] flex-col overflow-hidden rounded-[36px] border-8 border-[#14211b] bg-chat">
        <div className="flex items-center gap-2 bg-surface px-3 pt-8 pb-2">
          <ChevronLeft size={20} strokeWidth={1.75} aria-hidden className="text-ink-2" />
          <Avatar id={business?.id ?? ""} name={business?.name ?? ""} size={32} picture={business?.logo_url ?? null} />
          <div className="min-w-0">
            <p className="truncate font-semibold text-table">{business?.name}</p>
            <p className="text-ink-2 text-meta">{t("preview.account")}</p>
          </div>
        </div>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
        <section tabIndex={0} aria-label={t("preview.message")} className="min-h-0 flex-1 overflow-y-auto p-3">
          {preview && <Message preview={preview} file={file} />}
        </section>
      </div>
    </div>
  );
}

function Message({ preview, file }: { preview: Preview; file: File | null }) {
  const { header, body, footer, buttons } = preview;
  return (
    <div className="max-w-[260px] overflow-hidden rounded-bubble bg-bubble-in text-body">
      {header && <Header header={header} file={file} />}
      <div className="px-2.5 py-2">
        {header?.text && (
          <p className="pb-1 font-semibold">
            <Marked text={header.text} />
          </p>
        )}
        <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">
          <Marked text={body} />
        </p>
        {footer && <p className="pt-1 text-ink-3 text-table">{footer}</p>}
      </div>
      {buttons.map((button, at) => {
        const Icon = BUTTONS[button.type] ?? Reply;
        return (
          <p
            // biome-ignore lint/suspicious/noArrayIndexKey: a button is its place; it has no other name
            key={at}
            className="flex min-h-10 items-center justify-center gap-2 border-line border-t px-2 font-medium text-info"
          >
            <Icon size={16} strokeWidth={1.9} aria-hidden /> <span className="truncate">{button.text}</span>
          </p>
        );
      })}
    </div>
  );
}

function Header({ header, file }: { header: NonNullable<Preview["header"]>; file: File | null }) {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (!file?.type.startsWith("image/")) return setUrl(null);
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  const Icon = HEADERS[header.format];
  if (!Icon) return null;
  if (url) return <img src={url} alt="" className="m-1 h-[132px] w-[252px] rounded-control object-cover" />;
  return (
    <div className="m-1 grid h-[132px] place-items-center rounded-control bg-raised text-ink-3">
      <Icon size={32} strokeWidth={1.5} aria-hidden />
    </div>
  );
}

/** A text whose variables stand as words. */
function Marked({ text }: { text: string }) {
  return text.split(MARK).map((part, at) =>
    part.startsWith("⟦") ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place: the same text always gives the same parts
      <span key={at} className="rounded-small bg-info-soft px-1 font-medium text-info">
        {part.slice(1, -1)}
      </span>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place: the same text always gives the same parts
      <FormattedText key={at} text={part} />
    ),
  );
}
