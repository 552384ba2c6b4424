import { useSyncExternalStore } from "react";
import type { components } from "@/api/crm";
import { Problem } from "@/lib/api/problem";

type Tokens = components["schemas"]["LoginSession"];
type Access = { token: string; expiresAt: number };
export type SessionState = "out" | "in" | "ended";

const REFRESH = "recado.refresh";
const BUSINESS = "recado.business";
const REFUSED = [400, 401, 403, 404];
const EARLY_MS = 60_000;
const channel = new BroadcastChannel("recado-session");
const listeners = new Set<() => void>();
let access: Access | null = null;
const linked = new URLSearchParams(location.search).get("business");
if (linked) sessionStorage.setItem(BUSINESS, linked); // a notification leads to the business it is of
let state: SessionState = localStorage.getItem(REFRESH) ? "in" : "out";

/** Returns the access token, renewed when it is about to end; null when nobody is logged in. */
export async function accessToken(): Promise<string | null> {
  if (access && Date.now() < access.expiresAt - EARLY_MS) return access.token;
  return state === "in" ? renew(access?.token ?? null) : null;
}

/**
 * Returns a new access token, or null when the session is over. stale: the one that is not good any more.
 *
 * One tab renews at a time; the refresh token is read inside the lock, so another tab's renewal is used. A refresh
 * whose answer was lost may be repeated: the API gives the same successor for a minute.
 */
export async function renew(stale: string | null): Promise<string | null> {
  return navigator.locks.request("recado-session", async () => {
    if (access && access.token !== stale && Date.now() < access.expiresAt - EARLY_MS) return access.token;
    const refresh = localStorage.getItem(REFRESH);
    if (!refresh) return null;
    return renewed(refresh, sessionStorage.getItem(BUSINESS));
  });
}

async function renewed(refresh: string, business: string | null): Promise<string | null> {
  const response = await fetch("/v1/auth/refresh", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ refresh_token: refresh, ...(business ? { business_id: business } : {}) }),
  }).catch(() => null);
  if (!response) throw new Problem(0, {});
  if (response.status === 403 && business) return renewed(refresh, null); // of which one is no member, or no more
  if (REFUSED.includes(response.status)) return null;
  if (!response.ok) throw new Problem(response.status, {});
  keep((await response.json()) as Tokens);
  return access?.token ?? null;
}

/** Takes up the session of a log-in. */
export function begin(tokens: Tokens): void {
  keep(tokens);
  setState("in");
  channel.postMessage("in");
}

/** The session is over, though nobody asked for it: what is on the page stays, and a dialog asks to log in again. */
export function endSession(): void {
  if (state === "in") setState("ended");
}

/** Works in another business of the same person, in this tab. */
export async function switchBusiness(businessId: string): Promise<void> {
  sessionStorage.setItem(BUSINESS, businessId);
  const stale = access?.token ?? null;
  access = null;
  await renew(stale);
}

/** Forgets everything of this person in every tab. */
export async function logOut(): Promise<void> {
  const refresh = localStorage.getItem(REFRESH);
  if (refresh)
    await fetch("/v1/auth/log-out", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ refresh_token: refresh }),
    }).catch(() => undefined);
  channel.postMessage("out");
  forget();
}

export function useSessionState(): SessionState {
  return useSyncExternalStore(subscribe, sessionState);
}

export function sessionState(): SessionState {
  return state;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function keep(tokens: Tokens): void {
  localStorage.setItem(REFRESH, tokens.refresh_token);
  if (tokens.business_id) sessionStorage.setItem(BUSINESS, tokens.business_id);
  access = {
    token: tokens.access_token,
    expiresAt: Date.now() + tokens.expires_in * 1000,
  };
}

function forget(): void {
  access = null;
  localStorage.removeItem(REFRESH);
  sessionStorage.removeItem(BUSINESS);
  setState("out");
  // What is kept goes first; then a new page, which has nothing of this person in memory.
  void import("idb-keyval").then(({ clear }) => clear()).finally(() => location.assign("/log-in"));
}

function setState(next: SessionState): void {
  state = next;
  for (const listener of listeners) listener();
}

channel.onmessage = ({ data }) => {
  if (data === "out") forget();
  if (data === "in" && state !== "in") setState("in");
};
