public import Failures
import FoundationEssentials
import ModelStudio
import Redaction
import Suggestions

/// Reads one line of a job file.
///
/// A job is a JSON object with `image`, `video` and `mode`, and where wanted `client_id`, `model`, `watermark` and
/// `check_image`; the request body of the service (`model`, `input`, `parameters`) is taken as well.
public enum JobLine {
    /// The job of a line; `nil` for a blank line or a `#` comment.
    ///
    /// - Throws: `submit.bad-job`, which concerns this line only.
    public static func parse(_ line: String) throws(Failure) -> SubmitJob? {
        let text = line.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
        if text.isEmpty || text.first == "#" { return nil }
        guard let value = try? JSONDecoder().decode(JobValue.self, from: Data(text.utf8)) else {
            throw problem("the line is not valid JSON")
        }
        guard case .object(let members) = value else { throw problem("the line is not a JSON object") }
        return try job(try JobFields(members))
    }

    private static func job(_ fields: JobFields) throws(Failure) -> SubmitJob {
        guard let image = try fields.text(.image) else { throw problem("image is missing") }
        guard let video = try fields.text(.video) else { throw problem("video is missing") }
        guard let name = try fields.text(.mode) else { throw problem("mode is missing") }
        guard let mode = AnimationMode(rawValue: name) else {
            throw problem("mode must be \(AnimationMode.allCases.map(\.rawValue).joined(separator: " or "))")
        }
        return SubmitJob(
            clientID: try clientID(fields), model: try fields.text(.model) ?? AnimationModel.default,
            image: InputReference(image), video: InputReference(video), mode: mode,
            watermark: try fields.flag(.watermark), checksImage: try fields.flag(.checkImage))
    }

    private static func clientID(_ fields: JobFields) throws(Failure) -> String? {
        guard let id = try fields.text(.clientID) else { return nil }
        guard !id.isEmpty, id.utf8.count <= 128, !id.unicodeScalars.contains(where: \.isUnprintable) else {
            throw problem("client_id must be 1 to 128 printable characters")
        }
        return id
    }

    static func problem(_ message: String) -> Failure {
        Failure(
            "submit.bad-job", message,
            remedy: #"write a job as {"image":"…","video":"…","mode":"wan-std","client_id":"…"}"#, disposition: .giveUp)
    }
}
