"""Webhooks: how events look, and how they travel to the bot."""
