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
import type { Examples, Wording } from "@/features/templates/wording";
import { useVariableWord } from "@/features/templates/words";
import { useMe } from "@/lib/session/me";
import { Avatar } from "@/ui/Avatar";
import { FormattedText } from "@/ui/FormattedText";
import { Segments } from "@/ui/Segments";

const VARIABLE = /\{\{\s*([A-Za-z0-9_]+)\s*\}\}/g;
const MARK = /(⟦[^⟧]*⟧)/;
const HEADERS: { [format: string]: LucideIcon } = { IMAGE: Image, VIDEO: Video, DOCUMENT: FileText, LOCATION: MapPin };
const BUTTONS: { [type: string]: LucideIcon } = {
  URL: ExternalLink,
  PHONE_NUMBER: Phone,
  COPY_CODE: Copy,
  OTP: Copy,
  QUICK_REPLY: Reply,
};

type Props = { wording: Wording; file: File | null };
type Fill = (text: string, examples: Examples) => string;

/** The template as it will look on a customer's phone, with the examples or with its variables. */
export function PhonePreview({ wording, file }: Props) {
  const { t } = useTranslation("templates");
  const me = useMe();
  const wordOf = useVariableWord();
  const [shown, setShown] = useState<"examples" | "variables">("examples");
  const fill: Fill = (text, examples) =>
    text.replace(
      VARIABLE,
      (_, name: string) => (shown === "examples" && examples[name]?.trim()) || `⟦${wordOf(name)}⟧`,
    );
  const business = me.businesses.find(({ id }) => id === me.business_id);
  return (
    <div className="flex flex-col items-center gap-4 p-5">
      <Segments
        label={t("preview.label")}
        value={shown}
        options={(["examples", "variables"] as const).map((value) => ({ value, text: t(`preview.${value}`) }))}
        onChange={setShown}
      />
      <div className="flex h-[560px] w-[320px] flex-col overflow-hidden rounded-[36px] border-8 border-[light-dark(#14211b,#2e3a34)] bg-chat">
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
          <Message wording={wording} fill={fill} file={file} />
        </section>
      </div>
    </div>
  );
}

function Message({ wording, fill, file }: Props & { fill: Fill }) {
  const { t } = useTranslation("templates");
  const code = wording.category === "AUTHENTICATION";
  const { header, body, examples, footer } = wording;
  const buttons = wording.buttons.filter(({ type }) => (type === "OTP") === code);
  if (code)
    return (
      <div className="max-w-[260px] overflow-hidden rounded-bubble bg-bubble-in text-body">
        <p className="px-2.5 py-2 text-ink-2 italic">{t("code.text")}</p>
        <Button type="OTP" text={t("buttonTypes.COPY_CODE")} />
      </div>
    );
  return (
    <div className="max-w-[260px] overflow-hidden rounded-bubble bg-bubble-in text-body">
      <Header kind={header.kind} file={file} />
      <div className="px-2.5 py-2">
        {header.kind === "TEXT" && header.text && (
          <p className="pb-1 font-semibold">
            <Marked text={fill(header.text, header.examples)} />
          </p>
        )}
        <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">
          <Marked text={fill(body, examples)} />
        </p>
        {footer && <p className="pt-1 text-ink-3 text-table">{footer}</p>}
      </div>
      {buttons.map(({ type, text }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a button is its place; it has no other name
        <Button key={at} type={type} text={text || t("buttonTypes.COPY_CODE")} />
      ))}
    </div>
  );
}

function Button({ type, text }: { type: string; text: string }) {
  const Icon = BUTTONS[type] ?? Reply;
  return (
    <p className="flex min-h-10 items-center justify-center gap-2 border-line border-t px-2 font-medium text-info">
      <Icon size={16} strokeWidth={1.9} aria-hidden /> <span className="truncate">{text}</span>
    </p>
  );
}

function Header({ kind, file }: { kind: Wording["header"]["kind"]; file: File | null }) {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (!file?.type.startsWith("image/")) return setUrl(null);
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  const Icon = HEADERS[kind];
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
