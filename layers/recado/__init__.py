"""Recado: WhatsApp as a service. Tiers from the bottom up: kernel, platform, vendors, business modules, agent, runtime."""
