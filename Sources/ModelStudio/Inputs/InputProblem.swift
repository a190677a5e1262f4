import Media

/// Why a local file is not taken as an input.
enum InputProblem: Error, Sendable, Equatable {
    case missing
    /// With the rest of a sentence about the file.
    case unreadable(String)
    case folder
    /// A pipe, a socket or a device.
    case notRegular
    case changed
    case empty
    /// In bytes.
    case tooLarge(Int64)
    /// A whole file of a format that is not taken.
    case otherFormat
    /// Not the media that was asked for, or damaged.
    case defect(ContentDefect)
    case unknownSides
    case sides(width: Int, height: Int)
    case ratio(width: Int, height: Int)
    /// In seconds.
    case duration(Double)
}
