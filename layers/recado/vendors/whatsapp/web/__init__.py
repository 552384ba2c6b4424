"""WhatsApp Web: what a linked device receives and sends, as JSON of its protobufs (whatsmeow, waE2E)."""
