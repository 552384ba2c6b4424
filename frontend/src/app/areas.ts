import { type LucideIcon, MessageCircle, Smartphone, UserCog, Users } from "lucide-react";
import type { Scope } from "@/lib/session/me";

export type Area = {
  to: "/" | "/inbox/{-$id}" | "/contacts" | "/team" | "/instances";
  name: "start" | "chats" | "contacts" | "team" | "numbers";
  icon: LucideIcon;
  /** What one must be allowed to see it; without one everybody sees it. */
  scope?: Scope;
  /** A line stands above it. */
  apart?: boolean;
  /** It stands in the bar of a phone; the others under «more». */
  inBar?: boolean;
};

/** The areas of the app, in their order. */
export const AREAS: Area[] = [
  { to: "/inbox/{-$id}", name: "chats", icon: MessageCircle, scope: "messages:read", inBar: true },
  { to: "/contacts", name: "contacts", icon: Users, scope: "contacts:read", inBar: true },
  { to: "/team", name: "team", icon: UserCog, scope: "team:read", apart: true },
  { to: "/instances", name: "numbers", icon: Smartphone, scope: "instances:read" },
];
