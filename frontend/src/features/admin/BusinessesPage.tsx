import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Clock, Copy, Ellipsis, Terminal } from "lucide-react";
import { useTranslation } from "react-i18next";
import { AdminList } from "@/features/admin/AdminList";
import { allBusinessesQuery } from "@/features/admin/queries";
import type { AdminBusiness } from "@/features/admin/types";
import { useBrowserPlace } from "@/features/admin/use_browser_place";
import { exact, shortDay } from "@/lib/format/time";
import { Avatar } from "@/ui/Avatar";
import { StateChip } from "@/ui/Chip";
import { IconButton } from "@/ui/IconButton";
import { Menu, MenuItem } from "@/ui/Menu";
import { notify } from "@/ui/notify";
import { Page } from "@/ui/Page";
import { SearchBox } from "@/ui/SearchBox";

const DAY_MS = 86_400_000;

/** Every business of the platform, the newest first. */
export function BusinessesPage({ search }: { search: string }) {
  const { t } = useTranslation("admin");
  const navigate = useNavigate();
  const query = useInfiniteQuery(allBusinessesQuery(search));
  const find = (q: string) => void navigate({ to: "/admin/businesses", search: q ? { q } : {}, replace: true });
  return (
    <Page
      title={t("pages.businesses")}
      filters={
        <SearchBox
          filled
          className="w-full phone:w-[280px]"
          value={search}
          label={t("businesses.search")}
          onSearch={find}
        />
      }
    >
      <AdminList query={query} searched={search !== ""} onClear={() => find("")}>
        {(items) => (
          <table aria-label={t("pages.businesses")} className="w-full table-fixed text-table">
            <thead className="hidden h-9 border-line border-b text-left text-ink-2 text-meta phone:table-header-group">
              <tr>
                <th className="px-3 pl-5 font-medium">{t("businesses.business")}</th>
                <th className="w-[160px] px-3 font-medium">{t("businesses.state")}</th>
                <th className="w-[110px] px-3 font-medium">{t("businesses.since")}</th>
                <th className="w-[90px] px-3 text-right font-medium">{t("businesses.members")}</th>
                <th className="w-[90px] px-3 text-right font-medium">{t("businesses.instances")}</th>
                <th className="w-14">
                  <span className="sr-only">{t("actions")}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {items.map((business) => (
                <Row key={business.id} business={business} />
              ))}
            </tbody>
          </table>
        )}
      </AdminList>
    </Page>
  );
}

function Row({ business }: { business: AdminBusiness }) {
  const { t } = useTranslation("admin");
  const navigate = useNavigate();
  const place = useBrowserPlace();
  const { id, name, members, instances, created_at } = business;
  const copy = () => void navigator.clipboard.writeText(id).then(() => notify(t("copied")));
  return (
    <tr className="h-[52px] border-line border-b last:border-b-0 hover:bg-hover">
      <td className="py-2 pr-3 pl-5">
        <div className="flex items-center gap-3">
          <Avatar id={id} name={name} size={32} className="rounded-control" />
          <div className="min-w-0">
            <p className="truncate font-medium">{name}</p>
            <p className="truncate font-mono text-ink-2 text-meta">{id.slice(0, 8)}</p>
            <p className="text-ink-2 text-meta phone:hidden">{t("businesses.counts", { members, instances })}</p>
          </div>
        </div>
      </td>
      <td className="hidden px-3 phone:table-cell">
        <Trial ends={business.trial_ends_at} />
      </td>
      <td className="hidden px-3 text-ink-2 phone:table-cell">
        <time dateTime={created_at} title={exact(created_at, place)}>
          {shortDay(created_at.slice(0, 10), place)}
        </time>
      </td>
      <td className="hidden px-3 text-right tabular-nums phone:table-cell">{members}</td>
      <td className="hidden px-3 text-right tabular-nums phone:table-cell">{instances}</td>
      <td className="w-14 pr-3 text-right">
        <Menu trigger={<IconButton small icon={Ellipsis} label={t("actionsOf", { name })} />}>
          <MenuItem icon={Terminal} onSelect={() => void navigate({ to: "/admin/console", search: { business: id } })}>
            {t("businesses.events")}
          </MenuItem>
          <MenuItem icon={Copy} onSelect={copy}>
            {t("copyId")}
          </MenuItem>
        </Menu>
      </td>
    </tr>
  );
}

function Trial({ ends }: { ends: string | null }) {
  const { t } = useTranslation("admin");
  if (!ends) return <StateChip tone="accent">{t("businesses.noTrial")}</StateChip>;
  const left = Math.ceil((Date.parse(ends) - Date.now()) / DAY_MS);
  if (left <= 0) return <StateChip tone="warn">{t("businesses.trialOver")}</StateChip>;
  return (
    <StateChip tone="info" icon={Clock}>
      {t("businesses.trialLeft", { count: left })}
    </StateChip>
  );
}
