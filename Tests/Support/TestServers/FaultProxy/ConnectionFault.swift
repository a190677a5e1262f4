/// What goes wrong with one TCP connection through a ``FaultProxy``. Counts of bytes are those of the whole connection,
/// which may carry several exchanges, one after the other.
public enum ConnectionFault: Sendable, Hashable {
    /// A direction.
    public enum Way: Sendable, Hashable, CaseIterable {
        /// From the client to the server.
        case request
        /// From the server to the client.
        case reply
    }

    /// It is reset as soon as it is accepted. For a port nobody listens at see ``FaultProxy/close()``.
    case refused
    /// It is reset (RST) on both sides when this way has carried so many bytes and more are to come.
    case reset(Way, after: Int64)
    /// It is ended (FIN) on both sides when this way has carried so many bytes and more are to come. With `.reply` and 0
    /// the request is carried out and nothing of its answer arrives.
    case cut(Way, after: Int64)
    /// Nothing more moves this way after so many bytes, until the client gives up.
    case stalled(Way, after: Int64)
    /// After so many bytes there is one byte at a time, with this pause before it.
    case trickle(Way, after: Int64, every: Duration)
    /// The first bytes of the answer wait so long.
    case late(Duration)
    /// The byte at this position arrives inverted.
    case inverted(Way, at: Int64)
    /// These bytes arrive twice, one copy behind the other; all later ones come so much later in the stream.
    case repeated(Way, at: Int64, count: Int)
    /// These bytes and as many behind them arrive in the wrong order. They wait until all are there.
    case swapped(Way, at: Int64, count: Int)

    /// The direction it concerns; `nil`: none in particular.
    var way: Way? {
        switch self {
        case .refused: nil
        case .late: .reply
        case .reset(let way, _), .cut(let way, _), .stalled(let way, _), .trickle(let way, _, _),
            .inverted(let way, _), .repeated(let way, _, _), .swapped(let way, _, _):
            way
        }
    }
}
