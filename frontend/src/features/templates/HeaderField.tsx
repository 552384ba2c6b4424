import { useMutation, useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import type { HeaderKind, Wording } from "@/features/templates/wording";
import { answer, api } from "@/lib/api/client";
import { Problem } from "@/lib/api/problem";
import { instancesQuery } from "@/lib/business_lists";
import { upload } from "@/lib/files";
import { useProblemText } from "@/lib/i18n/problems";
import { useBusinessId } from "@/lib/session/me";
import { Button } from "@/ui/Button";
import { Input } from "@/ui/Input";
import { Segments } from "@/ui/Segments";

const KINDS: HeaderKind[] = ["NONE", "TEXT", "IMAGE", "VIDEO", "DOCUMENT"];
const ACCEPT: Partial<Record<HeaderKind, string>> = {
  IMAGE: "image/jpeg,image/png",
  VIDEO: "video/mp4",
  DOCUMENT: "application/pdf",
};

type Props = {
  wording: Wording;
  problem: string | undefined;
  disabled: boolean;
  onChange: (part: Partial<Wording>) => void;
};

/** What stands above the text: nothing, a line, or a file with its example. */
export function HeaderField({ wording, problem, disabled, onChange }: Props) {
  const { t } = useTranslation("templates");
  const text = useProblemText();
  const { header } = wording;
  const picker = useRef<HTMLInputElement>(null);
  const number = useQuery(instancesQuery(useBusinessId())).data?.find(({ provider }) => provider === "cloud");
  const bring = useMutation({
    mutationFn: async (file: File) => {
      const media_id = await upload(file, () => undefined, new AbortController().signal);
      return answer(api.POST("/v1/templates/examples", { body: { instance_id: number?.id ?? "", media_id } }));
    },
    onSuccess: ({ handle }) => onChange({ header: { ...header, handle } }),
  });
  const file = header.kind !== "NONE" && header.kind !== "TEXT";
  const wrong = bring.error ? text(Problem.of(bring.error)) : problem;
  return (
    <div className="flex flex-col items-start gap-2">
      <span className="font-medium text-table">{t("header")}</span>
      <Segments
        label={t("header")}
        value={header.kind}
        options={KINDS.map((value) => ({ value, text: t(`headers.${value}`) }))}
        onChange={(kind) => !disabled && onChange({ header: { kind, text: header.text, handle: null } })}
      />
      {header.kind === "TEXT" && (
        <Input
          aria-label={t("headerText")}
          value={header.text}
          maxLength={60}
          onChange={({ target }) => onChange({ header: { ...header, text: target.value } })}
        />
      )}
      {file && (
        <div className="flex items-center gap-3">
          <Button size="small" busy={bring.isPending} onClick={() => picker.current?.click()}>
            {header.handle ? t("exampleChange") : t("exampleChoose")}
          </Button>
          {header.handle && <span className="text-ink-2 text-table">{t("exampleThere")}</span>}
          <input
            ref={picker}
            type="file"
            hidden
            aria-label={t("exampleChoose")}
            accept={ACCEPT[header.kind]}
            onChange={({ currentTarget }) => {
              const chosen = currentTarget.files?.[0];
              currentTarget.value = "";
              if (chosen) bring.mutate(chosen);
            }}
          />
        </div>
      )}
      {wrong && <p className="text-meta text-warn">{wrong}</p>}
    </div>
  );
}
