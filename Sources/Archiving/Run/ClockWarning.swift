/// Says once that the machine's clock differs from the service's.
struct ClockWarning {
    /// A smaller difference harms no deadline.
    private static let tolerance = Duration.seconds(60)

    private var isTold = false

    /// - Parameter offset: the service's time minus the machine's.
    /// - Returns: the sentence, the first time there is reason for it.
    mutating func text(offset: Duration) -> String? {
        let difference = offset < .zero ? .zero - offset : offset
        guard !isTold, difference > Self.tolerance else { return nil }
        isTold = true
        return "the clock of this machine is \(Self.span(difference)) \(offset < .zero ? "ahead of" : "behind") "
            + "Model Studio's; deadlines are judged by the service's clock; set the clock, e.g. with systemd-timesyncd"
    }

    /// `2d 4h`, `1h 2m`, `5m 10s`: the two largest units.
    private static func span(_ duration: Duration) -> String {
        let total = duration.components.seconds
        return switch total {
        case 86_400...: "\(total / 86_400)d \(total % 86_400 / 3600)h"
        case 3600...: "\(total / 3600)h \(total % 3600 / 60)m"
        default: "\(total / 60)m \(total % 60)s"
        }
    }
}
