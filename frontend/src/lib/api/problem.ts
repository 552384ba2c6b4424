import type { components } from "@/api/crm";

type Wire = components["schemas"]["Problem"];

/** What the API refused, or that it could not be reached (`code` is then `offline`, `status` 0). */
export class Problem extends Error {
  readonly code: Wire["code"] | "offline" | "not_a_problem";
  readonly status: number;
  readonly requestId: string | null;
  readonly fields: { field: string; problem: string }[];
  readonly retryAfter: number | null;

  constructor(status: number, body: Partial<Wire>, retryAfter: number | null = null) {
    super(body.detail ?? body.title ?? "");
    this.name = "Problem";
    this.code = body.code ?? (status === 0 ? "offline" : "not_a_problem");
    this.status = status;
    this.requestId = body.request_id ?? null;
    this.fields = body.errors ?? [];
    this.retryAfter = retryAfter ?? body.retry_after ?? null;
  }

  static of(error: unknown): Problem {
    return error instanceof Problem ? error : new Problem(0, {});
  }
}

/** Returns the problem an answer tells. */
export async function problemOf(response: Response, body: unknown): Promise<Problem> {
  const after = Number(response.headers.get("Retry-After"));
  const wire = typeof body === "object" && body ? (body as Partial<Wire>) : {};
  return new Problem(response.status, wire, after || null);
}
