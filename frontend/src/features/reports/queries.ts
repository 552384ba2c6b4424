import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Period, ReportFilters } from "@/features/reports/filters";
import { answer, api } from "@/lib/api/client";

export function reportQuery(businessId: string, period: Period, { number, member }: ReportFilters) {
  return queryOptions({
    queryKey: [businessId, "reports", period, number ?? null, member ?? null],
    queryFn: () =>
      answer(
        api.GET("/v1/reports", {
          params: {
            query: {
              ...period,
              ...(number ? { instance_id: number } : {}),
              ...(member ? { member_id: member } : {}),
            },
          },
        }),
      ),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
}
