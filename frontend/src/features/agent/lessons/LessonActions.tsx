import { Check } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Lesson } from "@/features/agent/lessons/queries";
import { useLessonChange } from "@/features/agent/lessons/use_lesson_change";
import { answer, api } from "@/lib/api/client";
import { Button } from "@/ui/Button";
import { Checkbox } from "@/ui/Checkbox";

type Props = { lesson: Lesson; first: boolean; onEdit: () => void };

/** What a person does with a lesson: approve, mend, reject; or retire it and choose when it is used. */
export function LessonActions({ lesson, first, onEdit }: Props) {
  const { t } = useTranslation("agent");
  const change = useLessonChange();
  const [always, setAlways] = useState(lesson.always);
  const params = { path: { lesson_id: lesson.id } };
  const inUse = lesson.state === "approved";
  const approve = (chosen: boolean) =>
    change.mutate(() => answer(api.POST("/v1/lessons/{lesson_id}/approve", { params, body: { always: chosen } })), {
      onError: () => setAlways(lesson.always),
    });
  const choose = () => {
    setAlways(!always);
    if (inUse) approve(!always);
  };
  return (
    <div className="flex shrink-0 flex-col gap-2 lg:w-52">
      {!inUse && (
        <Button
          size="small"
          kind={first && lesson.state === "proposed" ? "primary" : "secondary"}
          busy={change.isPending}
          className="w-full"
          onClick={() => approve(always)}
        >
          <Check aria-hidden /> {t("lessons.approve")}
        </Button>
      )}
      <div className="grid grid-cols-2 gap-2">
        <Button size="small" onClick={onEdit}>
          {t("lessons.edit")}
        </Button>
        {inUse ? (
          <Button
            size="small"
            kind="ghost"
            onClick={() => change.mutate(() => answer(api.POST("/v1/lessons/{lesson_id}/retire", { params })))}
          >
            {t("lessons.retire")}
          </Button>
        ) : (
          lesson.state === "proposed" && (
            <Button
              size="small"
              kind="ghost"
              onClick={() => change.mutate(() => answer(api.POST("/v1/lessons/{lesson_id}/reject", { params })))}
            >
              {t("lessons.reject")}
            </Button>
          )
        )}
      </div>
      <span className="flex min-h-6 items-center gap-2 text-ink-2 text-meta">
        <Checkbox checked={always} label={t("lessons.alwaysOf", { name: lesson.situation })} onChange={choose} />
        <span aria-hidden>{t("lessons.always")}</span>
      </span>
    </div>
  );
}
