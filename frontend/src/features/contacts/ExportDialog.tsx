import { useMutation, useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { asQuery, type ContactFilters } from "@/features/contacts/filters";
import { answer, api } from "@/lib/api/client";
import { Problem } from "@/lib/api/problem";
import { useProblemText } from "@/lib/i18n/problems";
import { useBusinessId } from "@/lib/session/me";
import { Dialog } from "@/ui/Dialog";
import { FormError } from "@/ui/FormError";
import { Spinner } from "@/ui/Spinner";

const EVERY_MS = 1_000;

/** Makes a CSV of what the list shows, and gives its link when it is ready. */
export function ExportDialog({ filters, onClose }: { filters: ContactFilters; onClose: () => void }) {
  const { t, i18n } = useTranslation(["contacts", "common"]);
  const text = useProblemText();
  const businessId = useBusinessId();
  const begin = useMutation({
    mutationFn: () => answer(api.POST("/v1/contacts/exports", { params: { query: asQuery(filters) } })),
  });
  const { mutate, data: begun } = begin;
  useEffect(() => mutate(), [mutate]);
  const id = begun?.id ?? "";
  const state = useQuery({
    queryKey: [businessId, "contact-export", id],
    queryFn: () => answer(api.GET("/v1/contacts/exports/{export_id}", { params: { path: { export_id: id } } })),
    enabled: Boolean(id),
    refetchInterval: ({ state: { data } }) => (data?.state === "done" || data?.state === "failed" ? false : EVERY_MS),
  });
  const error = begin.error ?? state.error;
  const { data } = state;
  const reason = data?.reason_message?.[i18n.resolvedLanguage === "en" ? "en" : "es"];
  return (
    <Dialog title={t("contacts:exporting.title")} closeLabel={t("common:close")} onClose={onClose}>
      <div role="status" className="flex min-h-16 items-center gap-3 pb-6">
        {data?.state === "done" && data.url ? (
          <>
            <span className="flex-1">{t("contacts:exporting.done", { count: data.contacts })}</span>
            <a
              href={data.url}
              download
              className="inline-flex h-10 items-center rounded-control bg-accent px-4 font-medium text-on-accent hover:bg-accent-hover"
            >
              {t("contacts:exporting.download")}
            </a>
          </>
        ) : error || data?.state === "failed" ? (
          <FormError message={error ? text(Problem.of(error)) : reason} />
        ) : (
          <>
            <Spinner /> {t("contacts:exporting.waiting")}
          </>
        )}
      </div>
    </Dialog>
  );
}
