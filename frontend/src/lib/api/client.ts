import createClient from "openapi-fetch";
import type { paths } from "@/api/crm";
import { Problem, problemOf } from "@/lib/api/problem";
import { accessToken, endSession, renew } from "@/lib/session/session";

/** The API. Every call carries the session; a write has a key, so that its repetition is the same write. */
export const api = createClient<paths>({ baseUrl: location.origin, fetch: withSession });

/** Fetches as the person who is logged in, whose session is renewed on the way. */
export async function withSession(request: Request): Promise<Response> {
  if (request.method !== "GET" && !request.headers.has("Idempotency-Key"))
    request.headers.set("Idempotency-Key", crypto.randomUUID());
  request.headers.set("Accept-Language", document.documentElement.lang);
  const repeat = request.clone();
  const token = await accessToken();
  if (!token) return send(request, null);
  const response = await send(request, token);
  if (response.status !== 401) return response;
  const next = await renew(token);
  if (!next) {
    endSession();
    return response;
  }
  return send(repeat, next);
}

async function send(request: Request, token: string | null): Promise<Response> {
  if (token) request.headers.set("Authorization", `Bearer ${token}`);
  try {
    return await fetch(request);
  } catch {
    throw new Problem(0, {});
  }
}

type Answer<Data> = { data?: Data; error?: unknown; response: Response };

/** Returns what a call answered. Throws a Problem when it was refused. */
export async function answer<Data>(call: Promise<Answer<Data>>): Promise<Data> {
  const { data, error, response } = await call;
  if (!response.ok) throw await problemOf(response, error);
  return data as Data;
}
