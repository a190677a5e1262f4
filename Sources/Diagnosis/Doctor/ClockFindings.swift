/// Judges how far this machine's clock is from a service's; pure.
enum ClockFindings {
    /// Whose clock it is compared with.
    enum Service: String {
        case studio
        case storage

        fileprivate var name: String { self == .studio ? "Model Studio" : "the storage" }
    }

    /// Seconds that are no difference: `Date` has whole seconds, and replies take time.
    private static let tolerance = 5.0
    /// Seconds from which on signatures come near to be refused, which happens at 15 minutes (object-storage facts 1.5).
    private static let worry = 300.0

    /// - Parameter offset: the service's time minus this machine's; `nil`: the service did not tell its time.
    static func of(_ service: Service, offset: Duration?) -> Finding {
        let id = "\(service.rawValue).clock"
        guard let offset else { return .note(id, "\(service.name) did not tell its time") }
        let seconds = abs(offset / .seconds(1))
        guard seconds > tolerance else { return .ok(id, "the clock agrees with that of \(service.name)") }
        let difference =
            "this machine's clock is \(Int(seconds.rounded())) s \(offset < .zero ? "ahead of" : "behind") that of "
            + service.name
        let remedy = "set the clock, e.g. with systemd-timesyncd"
        return seconds > worry
            ? .warning(id, difference + "; keepreel corrects for it, other tools do not", remedy: remedy)
            : .note(id, difference, remedy: remedy)
    }
}
