"""Alibaba OSS's own protocol, V4 signatures only."""
