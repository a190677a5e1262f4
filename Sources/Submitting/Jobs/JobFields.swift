import Failures
import Redaction
import Suggestions

/// The members of a job by their meaning, wherever they stood.
struct JobFields {
    enum Name: String, CaseIterable {
        case clientID = "client_id"
        case model
        case image
        case video
        case mode
        case watermark
        case checkImage = "check_image"
    }

    private var values: [Name: JobValue] = [:]

    /// - Throws: `submit.bad-job` for a name that is not known, or that is given twice.
    init(_ members: [String: JobValue]) throws(Failure) {
        for (name, value) in members.sorted(by: { $0.key < $1.key }) {
            switch (name, value) {
            case ("input", .object(let inputs)): try take(inputs, within: "input.")
            case ("parameters", .object(let parameters)): try take(parameters, within: "parameters.")
            default: try take(name, value)
            }
        }
    }

    private mutating func take(_ members: [String: JobValue], within path: String) throws(Failure) {
        for (name, value) in members.sorted(by: { $0.key < $1.key }) { try take(name, value, within: path) }
    }

    private mutating func take(_ name: String, _ value: JobValue, within path: String = "") throws(Failure) {
        // The service's own names end in `_url`; the options of the command line are written with hyphens.
        let plain = (name.hasSuffix("_url") ? String(name.dropLast(4)) : name).replacing("-", with: "_")
        if plain == "no_check_image", case .flag(let flag) = value {
            return try take(Name.checkImage.rawValue, .flag(!flag), within: path)
        }
        guard let known = Name(rawValue: plain) else {
            let suggestion = nearest(to: plain, among: Name.allCases.map(\.rawValue)).map { ", did you mean \($0)?" }
            throw JobLine.problem("\(path)\(shown(name)) is not a field of a job\(suggestion ?? "")")
        }
        guard values.updateValue(value, forKey: known) == nil else {
            throw JobLine.problem("\(known.rawValue) is given twice")
        }
    }

    private func shown(_ name: String) -> String {
        String(String.UnicodeScalarView(name.unicodeScalars.filter { !$0.isUnprintable }.prefix(40)))
    }

    /// A text; `nil` where it is missing or null.
    func text(_ name: Name) throws(Failure) -> String? {
        switch values[name] {
        case nil, .null: return nil
        case .text(let text): return text
        default: throw JobLine.problem("\(name.rawValue) must be a text")
        }
    }

    /// A boolean; `nil` where it is missing or null.
    func flag(_ name: Name) throws(Failure) -> Bool? {
        switch values[name] {
        case nil, .null: return nil
        case .flag(let flag): return flag
        default: throw JobLine.problem("\(name.rawValue) must be true or false")
        }
    }
}
