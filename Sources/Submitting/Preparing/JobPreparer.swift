import Digests
public import Failures
import ModelStudio
import Redaction
import Suggestions

/// Checks jobs before anything is sent, each local file once.
public struct JobPreparer {
    private enum Kind {
        case image, video
    }

    private var files: [String: PreparedInput] = [:]

    private let allowsPrivateAddresses: Bool

    /// - Parameter allowsPrivateAddresses: whether the service may reach hosts of private networks.
    public init(allowsPrivateAddresses: Bool = false) { self.allowsPrivateAddresses = allowsPrivateAddresses }

    /// - Throws: what is wrong with the job's model, its addresses or its files; it concerns this job only.
    public mutating func prepare(_ job: SubmitJob) throws(Failure) -> PreparedJob {
        try check(model: job.model)
        return PreparedJob(
            job: job, image: try input(job.image, .image), video: try input(job.video, .video))
    }

    private func check(model: String) throws(Failure) {
        guard !AnimationModel.names.contains(model) else { return }
        let near = nearest(to: model, among: AnimationModel.names).map { "did you mean \($0)?" }
        throw Failure(
            "submit.bad-model", "\(Self.shown(model)) is no image-to-action model",
            remedy: near ?? "take \(AnimationModel.names.joined(separator: " or "))", disposition: .giveUp)
    }

    /// It may be a line of a file as long as it likes.
    private static func shown(_ model: String) -> String {
        let scalars = model.unicodeScalars
        return "'\(printable(String(scalars.prefix(longestShown))))\(scalars.count > longestShown ? "…" : "")'"
    }

    private static let longestShown = 60

    private mutating func input(_ reference: InputReference, _ kind: Kind) throws(Failure) -> PreparedInput {
        switch reference {
        case .address(let url):
            return .address(
                try InputURL.checked(
                    url, what: kind == .image ? "image" : "video", allowsPrivate: allowsPrivateAddresses))
        case .file(let path):
            // An image may not pass as a video because it was read before.
            let name = "\(kind):\(path)"
            if let known = files[name] { return known }
            var hash = SHA256()
            let file =
                switch kind {
                case .image: try InputInspection.image(path: path) { hash.update($0) }
                case .video: try InputInspection.video(path: path) { hash.update($0) }
                }
            let input = PreparedInput.file(file, digest: hex(hash.finalize()))
            files[name] = input
            return input
        }
    }
}
