import { queryOptions, useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { components } from "@/api/crm";
import { answer, api } from "@/lib/api/client";
import type { Place } from "@/lib/format/time";

export type Me = components["schemas"]["Me"];
export type Scope = components["schemas"]["Scope"];

export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: () => answer(api.GET("/v1/me")),
  staleTime: 60_000,
});

/** Returns who is logged in. Only inside the app, whose frame waits for it. */
export function useMe(): Me {
  return useSuspenseQuery(meQuery).data;
}

/** Returns the business this tab works in. */
export function useBusinessId(): string {
  return useMe().business_id ?? "none";
}

/** Returns the role of the person in the business of this tab. */
export function useMyRole(): Me["businesses"][number]["role"] | null {
  const me = useMe();
  return me.businesses.find(({ id }) => id === me.business_id)?.role ?? null;
}

/** Returns whether the person may do what the scope names. */
export function useMay(scope: Scope): boolean {
  return useMe().scopes.includes(scope);
}

export function businessQuery(businessId: string) {
  return queryOptions({
    queryKey: [businessId, "business"],
    queryFn: () => answer(api.GET("/v1/business")),
    staleTime: 300_000,
  });
}

/** Returns where times are told: the business's zone in the language of the page. */
export function usePlace(): Place {
  const { i18n } = useTranslation();
  const me = useMe();
  const business = useQuery({ ...businessQuery(useBusinessId()), enabled: me.business_id !== null }).data;
  const zone = business?.timezone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const language = i18n.resolvedLanguage === "en" ? "en-US" : "es-MX";
  return useMemo(() => ({ zone, language }), [zone, language]);
}
