/** The pages of the agent, beside each other: one line each. */
export const TABS = [
  { to: "/agent", name: "behaviour" },
  { to: "/agent/knowledge", name: "knowledge" },
  { to: "/agent/tools", name: "tools" },
  { to: "/agent/fields", name: "fields" },
  { to: "/agent/lessons", name: "lessons" },
  { to: "/agent/bench", name: "bench" },
  { to: "/agent/evals", name: "evals" },
] as const;
