"""What Scripts/benchmark measures: cases, servers around them, and the tools that compete."""
