"""Recado: WhatsApp as a service. Tiers, bottom up: kernel, platform, vendors, business modules, agent, runtime."""
