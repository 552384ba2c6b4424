"""Gemini's generateContent, for files: it says what it was told is in them, or what is written in them for it."""
