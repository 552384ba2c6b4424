"""Meta's Graph API for WhatsApp, its webhooks, and the phones of the customers who write to a business."""
