import type { UseQueryResult } from "@tanstack/react-query";
import { CardFailed } from "@/features/settings/CardFailed";
import { Skeleton } from "@/ui/Skeleton";

/** The shape of what is being loaded, or why it could not be; nothing once it is there. */
export function Loading({ query, className }: { query: UseQueryResult<unknown>; className: string }) {
  if (query.data !== undefined) return null;
  if (query.isError) return <CardFailed error={query.error} onRetry={query.refetch} />;
  return <Skeleton className={className} />;
}
