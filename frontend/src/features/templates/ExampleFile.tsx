import { useMutation } from "@tanstack/react-query";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { answer, api } from "@/lib/api/client";
import { Problem } from "@/lib/api/problem";
import { upload } from "@/lib/files";
import { useProblemText } from "@/lib/i18n/problems";
import { Button } from "@/ui/Button";
import { FormError } from "@/ui/FormError";

type Props = {
  accept: string;
  instanceId: string;
  name: string | null;
  onDone: (handle: string, file: File) => void;
};

/** Brings an example of the header's file to Meta, which answers the handle it is named by. */
export function ExampleFile({ accept, instanceId, name, onDone }: Props) {
  const { t } = useTranslation("templates");
  const text = useProblemText();
  const picker = useRef<HTMLInputElement>(null);
  const bring = useMutation({
    mutationFn: async (file: File) => {
      const media_id = await upload(file, () => undefined, new AbortController().signal);
      const body = { instance_id: instanceId, media_id };
      onDone((await answer(api.POST("/v1/templates/examples", { body }))).handle, file);
    },
  });
  return (
    <>
      <span className="flex min-w-0 items-center gap-2">
        {name && <span className="max-w-48 truncate text-ink-2 text-table">{name}</span>}
        <Button size="small" busy={bring.isPending} onClick={() => picker.current?.click()}>
          {name ? t("exampleChange") : t("exampleChoose")}
        </Button>
      </span>
      <input
        ref={picker}
        type="file"
        hidden
        aria-label={t("exampleChoose")}
        accept={accept}
        onChange={({ currentTarget }) => {
          const file = currentTarget.files?.[0];
          currentTarget.value = "";
          if (file) bring.mutate(file);
        }}
      />
      {bring.error && <FormError message={text(Problem.of(bring.error))} />}
    </>
  );
}
