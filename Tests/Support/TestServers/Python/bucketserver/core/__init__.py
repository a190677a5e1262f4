"""What both dialects share: HTTP, storage, faults, the journal of requests and the control port."""
