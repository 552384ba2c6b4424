import type { UseMutationResult } from "@tanstack/react-query";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "@/lib/api/problem";
import { useProblemText } from "@/lib/i18n/problems";
import { Avatar } from "@/ui/Avatar";
import { Button } from "@/ui/Button";
import { FormError } from "@/ui/FormError";

type Props = {
  label: string;
  id: string;
  name: string;
  picture: string | null;
  disabled?: boolean;
  change: UseMutationResult<unknown, Error, File | null>;
};

/** A picture that is chosen, changed or taken away at once. */
export function PictureField({ label, id, name, picture, disabled = false, change }: Props) {
  const { t } = useTranslation("settings");
  const text = useProblemText();
  const picker = useRef<HTMLInputElement>(null);
  return (
    <div className="flex flex-wrap items-center gap-4 phone:col-span-2">
      <Avatar id={id} name={name} size={64} picture={picture} />
      <div>
        <p className="mb-1.5 font-medium text-table">{label}</p>
        {!disabled && (
          <div className="flex gap-2">
            <Button size="small" busy={change.isPending} onClick={() => picker.current?.click()}>
              {picture ? t("picture.change") : t("picture.choose")}
            </Button>
            {picture && (
              <Button size="small" kind="ghost" onClick={() => change.mutate(null)}>
                {t("picture.remove")}
              </Button>
            )}
          </div>
        )}
        <input
          ref={picker}
          type="file"
          accept="image/png,image/jpeg,image/webp"
          aria-label={label}
          hidden
          onChange={({ currentTarget }) => {
            const file = currentTarget.files?.[0];
            currentTarget.value = "";
            if (file) change.mutate(file);
          }}
        />
        {change.error && <FormError message={text(Problem.of(change.error))} />}
      </div>
    </div>
  );
}
