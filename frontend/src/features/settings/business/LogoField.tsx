import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { PictureField } from "@/features/settings/PictureField";
import type { Business } from "@/features/settings/types";
import { answer, api } from "@/lib/api/client";
import { putFile } from "@/lib/files";
import { businessQuery } from "@/lib/session/me";

/** The business's logo, in the rail and in mails. */
export function LogoField({ business, disabled }: { business: Business; disabled: boolean }) {
  const { t } = useTranslation("settings");
  const client = useQueryClient();
  const refresh = () =>
    Promise.all([
      client.invalidateQueries({ queryKey: businessQuery(business.id).queryKey }),
      client.invalidateQueries({ queryKey: ["me"] }),
    ]);
  const change = useMutation({
    mutationFn: async (file: File | null) => {
      if (!file) return answer(api.DELETE("/v1/business/logo"));
      const body = { mime_type: file.type as "image/png", size: file.size };
      const place = await answer(api.POST("/v1/business/logo/uploads", { body }));
      await putFile(place.url, file);
      return answer(api.PUT("/v1/business/logo", { body: { upload_id: place.upload_id } }));
    },
    onSuccess: refresh,
  });
  return (
    <PictureField
      label={t("business.logo")}
      id={business.id}
      name={business.name}
      picture={business.logo_url}
      disabled={disabled}
      change={change}
    />
  );
}
