import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { MailWarning, ShieldCheck, Star } from "lucide-react";
import { useTranslation } from "react-i18next";
import { AdminList } from "@/features/admin/AdminList";
import { allUsersQuery } from "@/features/admin/queries";
import type { AdminUser } from "@/features/admin/types";
import { useBrowserPlace } from "@/features/admin/use_browser_place";
import { exact, shortDay } from "@/lib/format/time";
import { Avatar } from "@/ui/Avatar";
import { StateChip } from "@/ui/Chip";
import { Page } from "@/ui/Page";
import { SearchBox } from "@/ui/SearchBox";

/** Everybody who has an account, the newest first. */
export function UsersPage({ search }: { search: string }) {
  const { t } = useTranslation("admin");
  const navigate = useNavigate();
  const query = useInfiniteQuery(allUsersQuery(search));
  const find = (q: string) => void navigate({ to: "/admin/users", search: q ? { q } : {}, replace: true });
  return (
    <Page
      title={t("pages.users")}
      filters={
        <SearchBox filled className="w-full phone:w-[280px]" value={search} label={t("users.search")} onSearch={find} />
      }
    >
      <AdminList query={query} searched={search !== ""} onClear={() => find("")}>
        {(items) => (
          <table aria-label={t("pages.users")} className="w-full table-fixed text-table">
            <thead className="hidden h-9 border-line border-b text-left text-ink-2 text-meta phone:table-header-group">
              <tr>
                <th className="px-3 pl-5 font-medium">{t("users.person")}</th>
                <th className="w-[300px] px-3 font-medium">{t("users.state")}</th>
                <th className="w-[110px] px-3 font-medium">{t("users.since")}</th>
                <th className="w-[100px] px-5 text-right font-medium">{t("users.businesses")}</th>
              </tr>
            </thead>
            <tbody>
              {items.map((user) => (
                <Row key={user.id} user={user} />
              ))}
            </tbody>
          </table>
        )}
      </AdminList>
    </Page>
  );
}

function Row({ user }: { user: AdminUser }) {
  const place = useBrowserPlace();
  const { id, name, email, created_at, businesses } = user;
  return (
    <tr className="h-[52px] border-line border-b last:border-b-0 hover:bg-hover">
      <td className="py-2 pr-3 pl-5">
        <div className="flex items-center gap-3">
          <Avatar id={id} name={name} size={32} />
          <div className="min-w-0">
            <p className="truncate font-medium">{name}</p>
            <p className="truncate text-ink-2 text-meta">{email}</p>
            <span className="mt-1 flex flex-wrap gap-1.5 empty:hidden phone:hidden">
              <States user={user} />
            </span>
          </div>
        </div>
      </td>
      <td className="hidden px-3 phone:table-cell">
        <span className="flex flex-wrap gap-1.5">
          <States user={user} />
        </span>
      </td>
      <td className="hidden px-3 text-ink-2 phone:table-cell">
        <time dateTime={created_at} title={exact(created_at, place)}>
          {shortDay(created_at.slice(0, 10), place)}
        </time>
      </td>
      <td className="hidden px-5 text-right tabular-nums phone:table-cell">{businesses}</td>
    </tr>
  );
}

function States({ user }: { user: AdminUser }) {
  const { t } = useTranslation("admin");
  return (
    <>
      {user.super_admin && (
        <StateChip small tone="violet" icon={Star}>
          {t("superAdmin")}
        </StateChip>
      )}
      {user.second_factor && (
        <StateChip small tone="accent" icon={ShieldCheck}>
          {t("users.factor")}
        </StateChip>
      )}
      {!user.email_verified && (
        <StateChip small tone="warn" icon={MailWarning}>
          {t("users.unverified")}
        </StateChip>
      )}
    </>
  );
}
