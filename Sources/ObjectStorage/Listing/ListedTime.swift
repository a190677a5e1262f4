import WireFormats

/// The times of lists: `2009-10-12T17:50:30.000Z`.
enum ListedTime {
    /// Unix seconds; `nil` for any other form.
    static func unixSeconds(_ text: String) -> Int64? {
        let parts = text.split(separator: "T")
        guard parts.count == 2, parts[1].hasSuffix("Z") else { return nil }
        let day = parts[0].split(separator: "-").compactMap { Int($0) }
        let clock = parts[1].dropLast().prefix { $0 != "." }.split(separator: ":").compactMap { Int64($0) }
        guard day.count == 3, clock.count == 3, (1970...9999).contains(day[0]), (1...12).contains(day[1]),
            (1...31).contains(day[2]), (0...23).contains(clock[0]), (0...59).contains(clock[1]),
            (0...60).contains(clock[2])
        else { return nil }
        let date = CivilDate(year: day[0], month: day[1], day: day[2])
        return Int64(date.daysSince1970) * 86_400 + clock[0] * 3600 + clock[1] * 60 + clock[2]
    }
}
