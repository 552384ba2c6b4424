import type { components } from "@/api/crm";

type Schemas = components["schemas"];
export type Conversation = Schemas["Conversation"];
export type Message = Schemas["Message"];
export type MessageContent = NonNullable<Message["content"]>;
export type MessageHit = Schemas["MessageHit"];
export type History = Schemas["History"];
export type Member = Schemas["Member"];
export type Instance = Schemas["Instance"];
export type Contact = Schemas["Contact"];
export type Kind = Message["kind"];

/** Returns the content of one type, where a message has it. */
export function contentOf<Type extends MessageContent["type"]>(
  message: Message,
  type: Type,
): Extract<MessageContent, { type: Type }> | null {
  return message.content?.type === type ? (message.content as Extract<MessageContent, { type: Type }>) : null;
}
