import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { components } from "@/api/crm";
import { answer, api } from "@/lib/api/client";

export type Lesson = components["schemas"]["ShownLesson"];
export type LessonState = components["schemas"]["LessonState"];

/** So many are always used at most. */
export const MOST_ALWAYS = 10;

export const lessonsKey = (businessId: string) => [businessId, "lessons"];

export function lessonsQuery(businessId: string, state: LessonState) {
  return infiniteQueryOptions({
    queryKey: [...lessonsKey(businessId), state],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam }) =>
      answer(
        api.GET("/v1/lessons", {
          params: { query: { state, limit: 30, ...(pageParam ? { cursor: pageParam } : {}) } },
        }),
      ),
    getNextPageParam: (page) => page.next,
  });
}

export function lessonCountsQuery(businessId: string) {
  return queryOptions({
    queryKey: [...lessonsKey(businessId), "counts"],
    queryFn: () => answer(api.GET("/v1/lessons/counts")),
  });
}
