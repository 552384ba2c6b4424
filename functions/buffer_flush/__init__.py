"""buffer_flush: buffers that are due become answer jobs."""
