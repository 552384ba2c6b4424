import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Pencil, Sparkles, User } from "lucide-react";
import { useTranslation } from "react-i18next";
import { LessonActions } from "@/features/agent/lessons/LessonActions";
import type { Lesson } from "@/features/agent/lessons/queries";
import { Labelled, Said } from "@/features/agent/lessons/Said";
import { membersQuery } from "@/lib/business_lists";
import { useBusinessId, useMay } from "@/lib/session/me";
import { StateChip } from "@/ui/Chip";

const ICONS = { correction: Pencil, person: User, model: Sparkles };

type Props = { lesson: Lesson; first: boolean; onEdit: () => void };

/** A lesson: what was said, the sentence to learn, and what to do about it. */
export function LessonRow({ lesson, first, onEdit }: Props) {
  const { t } = useTranslation("agent");
  const { data: members } = useQuery(membersQuery(useBusinessId()));
  const mayWrite = useMay("agent:write");
  const name = members?.find(({ user_id }) => user_id === lesson.person_id)?.name.split(" ")[0];
  return (
    <li className="flex flex-col gap-3 border-line border-b px-5 py-4 last:border-0 lg:flex-row lg:gap-8">
      <div className="min-w-0 flex-1">
        <div className="mb-1.5 flex flex-wrap items-center gap-2">
          <h2 className="font-semibold [overflow-wrap:anywhere]">{lesson.situation}</h2>
          <StateChip small icon={ICONS[lesson.origin]}>
            {t(`lessons.origins.${lesson.origin}`)}
          </StateChip>
          {lesson.state === "approved" && (
            <span className="text-ink-2 text-meta">
              {lesson.always ? t("lessons.usedAlways") : t("lessons.uses", { count: lesson.uses })}
            </span>
          )}
        </div>
        <dl className="flex flex-col gap-0.5">
          {lesson.agent_said && (
            <Said gone who={t("lessons.agentSaid")} text={lesson.agent_said} other={lesson.person_said ?? ""} />
          )}
          {lesson.person_said && (
            <Said
              who={name ? t("lessons.nameSaid", { name }) : t("lessons.personSaid")}
              text={lesson.person_said}
              other={lesson.agent_said ?? ""}
            />
          )}
          <Labelled strong label={t("lessons.lesson")}>
            {lesson.instruction}
          </Labelled>
          {lesson.example && <Labelled label={t("lessons.example")}>«{lesson.example}»</Labelled>}
        </dl>
        {lesson.conversation_id && (
          <Link
            to="/inbox/{-$id}"
            params={{ id: lesson.conversation_id }}
            className="mt-1 inline-flex min-h-6 items-center text-accent-ink text-meta hover:underline phone:ml-[100px]"
          >
            {t("lessons.conversation")}
          </Link>
        )}
      </div>
      {mayWrite && <LessonActions lesson={lesson} first={first} onEdit={onEdit} />}
    </li>
  );
}
