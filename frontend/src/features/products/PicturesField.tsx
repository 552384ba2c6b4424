import { useQueryClient } from "@tanstack/react-query";
import { ImagePlus, X } from "lucide-react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { Picture } from "@/features/products/Picture";
import { productQuery } from "@/features/products/queries";
import type { Product } from "@/features/products/types";
import { useProductsChange } from "@/features/products/use_products_change";
import { answer, api } from "@/lib/api/client";
import { upload } from "@/lib/files";
import { useBusinessId, useMay } from "@/lib/session/me";
import { Spinner } from "@/ui/Spinner";

const MOST = 10;

/** The pictures of a product: the agent sends the first. One is added and removed at once, apart from the form. */
export function PicturesField({ product: { id, name, pictures } }: { product: Product }) {
  const { t } = useTranslation("products");
  const client = useQueryClient();
  const { queryKey } = productQuery(useBusinessId(), id);
  const mayWrite = useMay("catalog:write");
  const change = useProductsChange();
  const input = useRef<HTMLInputElement>(null);
  const keep = async (work: Promise<Product>) => client.setQueryData(queryKey, await work);
  const add = (files: File[]) =>
    change.mutate(async () => {
      for (const file of files) {
        const media_id = await upload(file, () => undefined, new AbortController().signal);
        const path = { product_id: id };
        await keep(answer(api.POST("/v1/products/{product_id}/pictures", { params: { path }, body: { media_id } })));
      }
    });
  const remove = (picture_id: string) =>
    change.mutate(() => {
      const path = { product_id: id, picture_id };
      return keep(answer(api.DELETE("/v1/products/{product_id}/pictures/{picture_id}", { params: { path } })));
    });
  if (!mayWrite && pictures.length === 0) return null;
  return (
    <ul aria-label={t("pictures.label")} className="flex flex-wrap gap-2">
      {pictures.map((picture, at) => (
        <li key={picture} className="relative">
          <Picture id={picture} className="size-[72px]" />
          <span className="sr-only">{t("pictures.of", { name, number: at + 1 })}</span>
          {mayWrite && (
            <button
              type="button"
              aria-label={t("pictures.remove", { number: at + 1 })}
              disabled={change.isPending}
              onClick={() => remove(picture)}
              className="absolute -top-2 -right-2 grid size-6 place-items-center rounded-full border border-line bg-surface text-ink-2"
            >
              <X size={14} strokeWidth={2} aria-hidden />
            </button>
          )}
        </li>
      ))}
      {mayWrite && pictures.length < MOST && (
        <li>
          <button
            type="button"
            aria-label={t("pictures.add")}
            disabled={change.isPending}
            onClick={() => input.current?.click()}
            className="grid size-[72px] place-items-center rounded-control border border-line-2 border-dashed text-ink-2 hover:bg-hover"
          >
            {change.isPending ? <Spinner /> : <ImagePlus size={20} strokeWidth={1.75} aria-hidden />}
          </button>
          <input
            ref={input}
            type="file"
            hidden
            multiple
            accept="image/jpeg,image/png"
            onChange={(event) => {
              const files = [...(event.target.files ?? [])].slice(0, MOST - pictures.length);
              event.target.value = "";
              if (files.length > 0) add(files);
            }}
          />
        </li>
      )}
    </ul>
  );
}
