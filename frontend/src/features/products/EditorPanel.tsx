import { useQuery } from "@tanstack/react-query";
import { Archive, ArchiveRestore, Ellipsis, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { EditorForm } from "@/features/products/EditorForm";
import { productQuery } from "@/features/products/queries";
import type { Product } from "@/features/products/types";
import { useProductsChange } from "@/features/products/use_products_change";
import { answer, api } from "@/lib/api/client";
import { Problem } from "@/lib/api/problem";
import { useProblemText } from "@/lib/i18n/problems";
import { useBusinessId, useMay } from "@/lib/session/me";
import { ErrorState } from "@/ui/ErrorState";
import { IconButton } from "@/ui/IconButton";
import { Menu, MenuItem } from "@/ui/Menu";
import { Skeleton } from "@/ui/Skeleton";

type Props = { id: string; onOpen: (id: string | undefined) => void };

/** The product that is open, beside the list; on a phone over it. id: "new" for one to be made. */
export function EditorPanel({ id, onOpen }: Props) {
  const { t } = useTranslation("products");
  const text = useProblemText();
  const mayWrite = useMay("catalog:write");
  const isNew = id === "new";
  const { data: product, error, refetch } = useQuery({ ...productQuery(useBusinessId(), id), enabled: !isNew });
  const title = isNew ? t("newTitle") : (product?.name ?? t("title"));
  return (
    <aside
      aria-label={title}
      onKeyDown={({ key, defaultPrevented }) => key === "Escape" && !defaultPrevented && onOpen(undefined)}
      className="fixed inset-0 z-40 flex flex-col bg-surface lg:static lg:w-[432px] lg:shrink-0 lg:border-line lg:border-l"
    >
      <header className="flex h-16 shrink-0 items-center gap-1 border-line border-b pr-3 pl-6">
        <h2 className="min-w-0 flex-1 truncate font-semibold text-section">{title}</h2>
        {product && mayWrite && <More product={product} />}
        <IconButton icon={X} label={t("close")} onClick={() => onOpen(undefined)} />
      </header>
      {isNew || product ? (
        <EditorForm key={product?.revision ?? 0} product={product} onSaved={isNew ? onOpen : undefined} />
      ) : error ? (
        <ErrorState
          title={t("failed")}
          text={text(Problem.of(error))}
          retry={t("retry")}
          onRetry={() => void refetch()}
          requestId={Problem.of(error).requestId}
        />
      ) : (
        <div className="p-6">
          <Skeleton className="h-72 rounded-card" />
        </div>
      )}
    </aside>
  );
}

function More({ product: { id, archived_at } }: { product: Product }) {
  const { t } = useTranslation("products");
  const change = useProductsChange();
  const path = { params: { path: { product_id: id } } };
  return (
    <Menu trigger={<IconButton icon={Ellipsis} label={t("more_actions")} />}>
      {archived_at === null ? (
        <MenuItem
          icon={Archive}
          onSelect={() => change.mutate(() => answer(api.DELETE("/v1/products/{product_id}", path)))}
        >
          {t("archive")}
        </MenuItem>
      ) : (
        <MenuItem
          icon={ArchiveRestore}
          onSelect={() => change.mutate(() => answer(api.POST("/v1/products/{product_id}/restore", path)))}
        >
          {t("restore")}
        </MenuItem>
      )}
    </Menu>
  );
}
