"""voice_notes: makes voice notes of any common audio, apart from what sends."""
