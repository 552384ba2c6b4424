import {
  Bot,
  ChartColumn,
  House,
  LayoutTemplate,
  type LucideIcon,
  MessageCircle,
  Package,
  Settings,
  Smartphone,
  UserCog,
  Users,
} from "lucide-react";
import type { Scope } from "@/lib/session/me";

export type Area = {
  to:
    | "/"
    | "/inbox/{-$id}"
    | "/contacts"
    | "/templates"
    | "/agent"
    | "/products"
    | "/team"
    | "/instances"
    | "/reports"
    | "/settings";
  name:
    | "start"
    | "chats"
    | "contacts"
    | "templates"
    | "agent"
    | "products"
    | "team"
    | "numbers"
    | "reports"
    | "settings";
  icon: LucideIcon;
  /** What one must be allowed to see it; without one everybody sees it. */
  scope?: Scope;
  /** A line stands above it. */
  apart?: boolean;
  /** It stands in the bar of a phone; the others under «more». */
  inBar?: boolean;
  /** It stands at the foot of the rail. */
  atFoot?: boolean;
};

/** The areas of the app, in their order. */
export const AREAS: Area[] = [
  { to: "/", name: "start", icon: House, inBar: true },
  { to: "/inbox/{-$id}", name: "chats", icon: MessageCircle, scope: "messages:read", inBar: true },
  { to: "/contacts", name: "contacts", icon: Users, scope: "contacts:read", inBar: true },
  { to: "/templates", name: "templates", icon: LayoutTemplate, scope: "templates:read" },
  { to: "/agent", name: "agent", icon: Bot, scope: "agent:read", apart: true },
  { to: "/products", name: "products", icon: Package, scope: "catalog:read" },
  { to: "/team", name: "team", icon: UserCog, scope: "team:read", apart: true },
  { to: "/instances", name: "numbers", icon: Smartphone, scope: "instances:read" },
  { to: "/reports", name: "reports", icon: ChartColumn, scope: "reports:read" },
  { to: "/settings", name: "settings", icon: Settings, atFoot: true },
];
