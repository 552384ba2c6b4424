import { Braces } from "lucide-react";
import { useId, useRef } from "react";
import { useTranslation } from "react-i18next";
import { ExampleFile } from "@/features/templates/ExampleFile";
import { Note } from "@/features/templates/Note";
import { Part } from "@/features/templates/Part";
import { VariableMenu } from "@/features/templates/VariableMenu";
import { type TextHandle, VariableText } from "@/features/templates/VariableText";
import { type HeaderKind, variables, type Wording } from "@/features/templates/wording";
import { useVariableWord } from "@/features/templates/words";
import { Segments } from "@/ui/Segments";

const KINDS = ["NONE", "TEXT", "IMAGE", "VIDEO", "DOCUMENT", "LOCATION"] as const;
const ACCEPT: { [kind in HeaderKind]?: string } = {
  IMAGE: "image/jpeg,image/png",
  VIDEO: "video/mp4",
  DOCUMENT: "application/pdf",
};

type Props = {
  wording: Wording;
  /** A number of the account the template is in; null: none is connected any more. */
  instanceId: string | null;
  file: File | null;
  problem: string | undefined;
  disabled: boolean;
  onChange: (header: Wording["header"]) => void;
  onFile: (file: File | null) => void;
};

/** What stands above the message: nothing, a line, or a file, of which Meta wants an example. */
export function HeaderField({ wording, instanceId, file, problem, disabled, onChange, onFile }: Props) {
  const { t } = useTranslation("templates");
  const { header } = wording;
  const choose = (kind: HeaderKind) => {
    onFile(null);
    onChange({ ...header, kind, handle: null });
  };
  return (
    <Part title={t("header")}>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        {disabled ? (
          <p>{t(`headers.${header.kind}`)}</p>
        ) : (
          <Segments
            label={t("header")}
            value={header.kind}
            options={KINDS.map((value) => ({ value, text: t(`headers.${value}`) }))}
            onChange={choose}
          />
        )}
        {ACCEPT[header.kind] && !disabled && instanceId && (
          <ExampleFile
            accept={ACCEPT[header.kind] ?? ""}
            instanceId={instanceId}
            name={file?.name ?? (header.handle ? t("exampleKept") : null)}
            onDone={(handle, chosen) => {
              onFile(chosen);
              onChange({ ...header, handle });
            }}
          />
        )}
      </div>
      {header.kind === "TEXT" && (
        <HeaderText wording={wording} disabled={disabled} onChange={(text) => onChange({ ...header, text })} />
      )}
      <Note text={problem} />
    </Part>
  );
}

function HeaderText({
  wording,
  disabled,
  onChange,
}: Pick<Props, "wording" | "disabled"> & { onChange: (text: string) => void }) {
  const { t } = useTranslation("templates");
  const wordOf = useVariableWord();
  const text = useRef<TextHandle>(null);
  const id = useId();
  return (
    <div className="mt-2 flex items-start gap-2">
      <span id={id} className="sr-only">
        {t("headerText")}
      </span>
      <div className="min-w-0 flex-1">
        <VariableText
          handle={text}
          value={wording.header.text}
          wordOf={wordOf}
          labelledBy={id}
          disabled={disabled}
          lines={false}
          onChange={onChange}
        />
      </div>
      <VariableMenu
        format={wording.format}
        names={variables(wording.header.text)}
        disabled={disabled}
        onPick={(name) => text.current?.insertVariable(name)}
      >
        <Braces size={16} strokeWidth={1.9} aria-hidden /> <span className="sr-only">{t("addVariable")}</span>
      </VariableMenu>
    </div>
  );
}
