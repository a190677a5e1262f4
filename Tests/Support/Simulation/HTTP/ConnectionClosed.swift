/// Thrown out of a body to close its connection.
struct ConnectionClosed: Error {}
