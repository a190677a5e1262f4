import Failures
import Media

extension InputProblem {
    /// The failure a person is told of. Nothing but another file helps, so it is given up; a submit of other files is
    /// not concerned.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - limits: What was asked of it.
    ///   - kind: What the file is by its first bytes, with the article.
    func failure(_ path: String, _ limits: InputLimits, kind: String? = nil) -> Failure {
        let given = GivenPath(path)
        return Failure(
            code, "the \(limits.noun) \(given.shown) \(finding(limits, kind))",
            remedy: remedy(limits, isLikeURL: given.isLikeURL), disposition: .giveUp)
    }

    private var code: String {
        switch self {
        case .missing: "studio.input-file-missing"
        case .unreadable, .folder, .notRegular, .changed: "studio.input-unreadable"
        case .tooLarge: "studio.input-too-large"
        case .empty, .otherFormat, .defect: "studio.input-format"
        case .unknownSides, .sides, .ratio: "studio.input-dimensions"
        case .duration: "studio.input-duration"
        }
    }

    private func finding(_ limits: InputLimits, _ kind: String?) -> String {
        let kind = kind ?? "of a format not known here"
        return switch self {
        case .missing: "does not exist"
        case .unreadable(let reason): reason
        case .folder: "is a folder, not a file"
        case .notRegular: "is a pipe, socket or device, not a file"
        case .changed: "changed while it was read"
        case .empty: "is empty"
        case .tooLarge(let bytes): "has \(bytes) bytes, more than the \(limits.mebibytes) MB the service takes"
        case .otherFormat: "is \(kind); the service takes \(limits.formatNames)"
        case .defect(let defect): finding(defect, limits, kind)
        case .unknownSides: "states no picture size"
        case .sides(let width, let height):
            "is \(width) x \(height) pixels; each side must be \(limits.sides.lowerBound) to \(limits.sides.upperBound)"
        case .ratio(let width, let height):
            "is \(width) x \(height) pixels; the longer side may be at most \(limits.ratio) times the shorter"
        case .duration(let seconds): "lasts \(Self.text(seconds)) seconds; \(limits.durationText)"
        }
    }

    private func finding(_ defect: ContentDefect, _ limits: InputLimits, _ kind: String) -> String {
        if !limits.isTaken(kind: kind) { return "is \(kind); the service takes \(limits.formatNames)" }
        return switch defect {
        case .truncated(let missing): "is cut off, \(missing) bytes are missing"
        case .noMoov: "has no index (moov box), so no player can open it"
        case .noMediaData: "holds no media data"
        case .noHeader: "has no header"
        case .malformedBox(let type, let offset), .boxOverrun(let type, let offset):
            "is damaged: its part \(type) at byte \(offset) is malformed"
        case .strayBytes, .surplus: "is damaged: bytes follow that do not belong to it"
        default: "is damaged or cut off"
        }
    }

    private func remedy(_ limits: InputLimits, isLikeURL: Bool) -> String {
        let name = limits.noun
        let (from, to) = limits.exampleNames
        return switch self {
        case .missing where isLikeURL: "check the path of the \(name); if it is a URL, begin it with https://"
        case .missing: "check the path of the \(name)"
        case .unreadable: "let this user read the file"
        case .folder, .notRegular, .empty: "give the path of \(limits.nounWithArticle) file"
        case .changed: "wait until the file is complete, then try again"
        case .tooLarge: "shrink it, e.g. ffmpeg -i \(from) \(limits.shrinkingOptions) \(to)"
        case .otherFormat: "convert it, e.g. ffmpeg -i \(from) \(to)"
        case .defect: "give a whole \(limits.formatNames) file"
        case .unknownSides: "write it anew, e.g. ffmpeg -i \(from) \(to)"
        case .sides(let width, let height):
            "scale it, e.g. ffmpeg -i \(from) -vf scale=\(limits.scale(width: width, height: height)) \(to)"
        case .ratio(let width, let height):
            "crop it, e.g. ffmpeg -i \(from) -vf crop=\(limits.crop(width: width, height: height)) \(to)"
        case .duration(let seconds): limits.remedy(seconds: seconds)
        }
    }

    /// Two decimals, as hundredths decide at the borders.
    private static func text(_ seconds: Double) -> String {
        guard seconds < 1e9 else { return "more than a billion" }
        let hundredths = Int((seconds * 100).rounded())
        let rest = hundredths % 100
        return rest == 0 ? "\(hundredths / 100)" : "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
    }
}
