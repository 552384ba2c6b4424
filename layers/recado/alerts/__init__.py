"""Telling people whose page is closed that a customer wrote: by their phone, by mail."""
