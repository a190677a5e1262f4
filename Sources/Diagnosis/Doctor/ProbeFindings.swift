import Failures
import ObjectStorage

/// Judges what became of the probe object; pure.
struct ProbeFindings {
    let profile: ProviderProfile
    /// `storage.overwrite`.
    let overwrites: Bool
    /// `storage.payloadSigning` is `signed`.
    let signsPayload: Bool

    /// The bytes that came back.
    func readBack(_ answer: EndpointAnswer) -> Finding {
        switch answer {
        case .honoured: .ok("storage.read", "it came back with the same bytes")
        case .not(let how):
            .failure(
                "storage.read",
                Failure(
                    "storage.probe-differs", "it came back with other bytes: \(how)",
                    remedy: "look for a proxy or gateway before the storage that changes what it passes on",
                    disposition: .stop(.configuration)))
        case .unknown(let failure): .failure("storage.read", failure)
        }
    }

    func ranges(_ answer: EndpointAnswer) -> Finding {
        switch answer {
        case .honoured: .ok("storage.ranges", "byte ranges are honoured")
        case .not(let how):
            .warning(
                "storage.ranges", "byte ranges are not honoured (\(how)), so that nobody can seek in a video",
                remedy: "serve the videos by a host that knows ranges, and set links.baseURL to it")
        case .unknown(let failure): .warning("storage.ranges", failure, remedy: Self.askAgain)
        }
    }

    /// A second creation under the key of the probe.
    func condition(_ answer: EndpointAnswer) -> Finding {
        let id = "storage.conditional-write"
        switch answer {
        case .honoured: return .ok(id, "a second object of the same key is refused where that is asked for")
        case .not(let how):
            let found = "the storage does not refuse a second object of the same key (\(how))"
            guard !overwrites else { return .note(id, found + "; with storage.overwrite: true it need not") }
            return .warning(
                id, found + "; keepreel looks before it writes, and two writers at once may still replace each other",
                remedy: "let nobody else write under the prefix, or set storage.overwrite: true")
        case .unknown(let failure): return .warning(id, failure, remedy: Self.askAgain)
        }
    }

    /// - Parameter names: the checksums in the replies to the upload, as people know them.
    func checksums(_ names: [String]) -> Finding {
        let id = "storage.checksums"
        guard names.isEmpty else { return .ok(id, "replies prove what arrived: \(names.joined(separator: ", "))") }
        return profile.proof == .size
            ? .note(id, "replies prove only the size of what arrived; 'keepreel verify --deep' reads videos back")
            : .warning(
                id, "replies do not carry the checksum that \(profile.name) is known for, and prove only the size",
                remedy: "check storage.profile, and whether a gateway or the bucket's encryption changes replies")
    }

    func chunks(_ answer: EndpointAnswer) -> Finding {
        let id = "storage.signed-chunks"
        switch answer {
        case .honoured: return .ok(id, "signed chunks are taken (storage.payloadSigning: signed would work)")
        case .not(let how):
            let found = "signed chunks are not taken (\(how))"
            return signsPayload
                ? .warning(id, found, remedy: "set storage.payloadSigning: auto") : .note(id, found)
        case .unknown(let failure): return .warning(id, failure, remedy: Self.askAgain)
        }
    }

    /// Beginning and aborting a multipart upload.
    func multipart(_ result: Result<Void, Failure>) -> Finding {
        switch result {
        case .success: .ok("storage.multipart", "uploads in parts can be begun and aborted")
        case .failure(let failure): .failure("storage.multipart", failure)
        }
    }

    /// - Parameter key: key of the probe.
    func deletion(_ result: Result<Void, Failure>, key: String) -> Finding {
        switch result {
        case .success: .ok("storage.delete", "the probe object is deleted again")
        case .failure(let failure):
            .warning(
                "storage.delete",
                Failure(
                    failure.code, "the probe object \(key) stays in the bucket: \(failure.message)",
                    remedy: "delete it by hand; \(failure.remedy ?? "then try again")",
                    disposition: failure.disposition),
                remedy: "delete it by hand")
        }
    }

    private static let askAgain = "run keepreel doctor again"
}
