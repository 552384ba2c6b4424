import { useQuery } from "@tanstack/react-query";
import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Loading } from "@/features/settings/Loading";
import { SettingsPage } from "@/features/settings/SettingsPage";
import type { Tag } from "@/features/settings/types";
import { useListChange } from "@/features/settings/use_list_change";
import { answer, api } from "@/lib/api/client";
import { tagsQuery } from "@/lib/business_lists";
import { useBusinessId, useMay } from "@/lib/session/me";
import { Button } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { Confirm } from "@/ui/Confirm";
import { EmptyState } from "@/ui/EmptyState";
import { IconButton } from "@/ui/IconButton";
import { InlineInput } from "@/ui/InlineInput";

const COLOURS = ["#0b7a53", "#0b63b8", "#6941c6", "#b3261e", "#c98500", "#97234f", "#0c5a63", "#5b6862"];

/** The tags of the business: name and colour are changed in place. */
export function TagsPage() {
  const { t } = useTranslation("settings");
  const mayWrite = useMay("contacts:manage");
  const query = tagsQuery(useBusinessId());
  const loading = useQuery(query);
  const tags = loading.data;
  const change = useListChange(query.queryKey);
  const [gone, setGone] = useState<Tag | null>(null);
  const add = () =>
    change.mutate(() =>
      answer(
        api.POST("/v1/tags", {
          body: {
            name: freeName(t("tags.new"), tags ?? []),
            colour: COLOURS[(tags?.length ?? 0) % COLOURS.length] ?? "#0b7a53",
          },
        }),
      ),
    );
  return (
    <SettingsPage
      title={t("pages.tags")}
      text={t("tags.text")}
      action={
        mayWrite && (
          <Button kind="primary" onClick={add}>
            <Plus aria-hidden /> {t("tags.add")}
          </Button>
        )
      }
    >
      <Card>
        <Loading query={loading} className="m-5 h-40" />
        {tags?.length === 0 && <EmptyState title={t("tags.none")}>{t("tags.text")}</EmptyState>}
        <ul>
          {tags?.map((tag) => (
            <li key={tag.id} className="flex min-h-14 items-center gap-3 border-line border-b px-5 last:border-0">
              <ColourChoice
                tag={tag}
                disabled={!mayWrite}
                onChange={(colour) =>
                  change.mutate(() =>
                    answer(api.PATCH("/v1/tags/{tag_id}", { params: { path: { tag_id: tag.id } }, body: { colour } })),
                  )
                }
              />
              <InlineInput
                label={t("tags.name")}
                value={tag.name}
                maxLength={60}
                disabled={!mayWrite}
                onSave={(name) =>
                  change.mutate(() =>
                    answer(api.PATCH("/v1/tags/{tag_id}", { params: { path: { tag_id: tag.id } }, body: { name } })),
                  )
                }
              />
              <span className="shrink-0 text-ink-2 text-table tabular-nums">
                {t("tags.contacts", { count: tag.contacts })}
              </span>
              {mayWrite && (
                <IconButton
                  small
                  icon={Trash2}
                  label={t("tags.delete", { name: tag.name })}
                  onClick={() => setGone(tag)}
                />
              )}
            </li>
          ))}
        </ul>
      </Card>
      {gone && (
        <Confirm
          title={t("tags.sure", { name: gone.name })}
          text={t("tags.what", { count: gone.contacts })}
          action={t("tags.deleteAction")}
          onClose={() => setGone(null)}
          onConfirm={() =>
            change.mutateAsync(() => answer(api.DELETE("/v1/tags/{tag_id}", { params: { path: { tag_id: gone.id } } })))
          }
        />
      )}
    </SettingsPage>
  );
}

function ColourChoice({
  tag,
  disabled,
  onChange,
}: {
  tag: Tag;
  disabled: boolean;
  onChange: (colour: string) => void;
}) {
  const { t } = useTranslation("settings");
  return (
    <label className="relative grid size-8 shrink-0 place-items-center rounded-control hover:bg-hover">
      <span aria-hidden className="size-3.5 rounded-[3px]" style={{ background: tag.colour }} />
      <span className="sr-only">{t("tags.colour", { name: tag.name })}</span>
      <input
        type="color"
        defaultValue={tag.colour}
        disabled={disabled}
        onBlur={({ target }) => target.value !== tag.colour && onChange(target.value)}
        className="absolute inset-0 size-full cursor-pointer opacity-0"
      />
    </label>
  );
}

function freeName(name: string, tags: Tag[]): string {
  const taken = new Set(tags.map((tag) => tag.name));
  let number = 1;
  while (taken.has(number === 1 ? name : `${name} ${number}`)) number += 1;
  return number === 1 ? name : `${name} ${number}`;
}
