import FoundationEssentials

/// Sizes, times and counts as people read them.
enum HumanText {
    /// `5.2 MB`, in powers of 1000.
    static func bytes(_ count: Int64) -> String {
        guard count >= 1000 else { return "\(count) B" }
        var (value, unit) = (Double(count), 0)
        let units = ["kB", "MB", "GB", "TB"]
        value /= 1000
        // 999.95 would be printed as 1000.0.
        while value >= 999.95, unit < units.count - 1 {
            value /= 1000
            unit += 1
        }
        return "\(oneDecimal(value)) \(units[unit])"
    }

    /// `2d 4h`, `3h 20m`, `5m 10s`, `12s`: the two largest units.
    static func span(_ seconds: Double) -> String {
        let total = Int(max(0, seconds))
        return switch total {
        case 86_400...: "\(total / 86_400)d \(total % 86_400 / 3600)h"
        case 3600...: "\(total / 3600)h \(total % 3600 / 60)m"
        case 60...: "\(total / 60)m \(total % 60)s"
        default: "\(total)s"
        }
    }

    /// `4.9s`, and from a minute on as ``span(_:)`` has it.
    static func seconds(_ seconds: Double) -> String { seconds < 60 ? "\(oneDecimal(seconds))s" : span(seconds) }

    /// Stands for the time left where there is none.
    static let overdue = "overdue"

    /// By how much and in which direction the machine's clock is off.
    ///
    /// - Parameter offset: the service's time minus the machine's.
    static func clock(_ offset: Duration) -> String {
        let difference = span(abs(offset / .seconds(1)))
        return "the clock of this machine is \(difference) \(offset < .zero ? "ahead of" : "behind") Model Studio's; "
            + "deadlines are judged by the service's clock; set the clock, e.g. with systemd-timesyncd"
    }

    /// `24h`, `36h`, `1h 30m`: a window of time.
    static func hours(_ duration: Duration) -> String {
        let minutes = duration.components.seconds / 60
        let rest = minutes % 60 == 0 ? "" : " \(minutes % 60)m"
        return minutes < 60 ? "\(minutes)m" : "\(minutes / 60)h\(rest)"
    }

    /// `1 line`, `2 lines`.
    static func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

    /// One digit behind the point.
    static func oneDecimal(_ value: Double) -> String {
        let tenths = Int64((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
