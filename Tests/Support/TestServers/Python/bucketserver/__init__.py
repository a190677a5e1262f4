"""Bucket servers for tests: strict about what clients send, with faults on demand."""
