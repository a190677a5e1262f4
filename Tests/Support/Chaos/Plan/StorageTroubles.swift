import SeededRandom
import TestServers

/// Faults of the storage, chosen by chance.
enum StorageTroubles {
    /// One after which a body has to be sent again, with one video.
    static func costly(isLarge: Bool, _ id: String, _ random: inout SeededGenerator) -> ServerFault {
        let upload = isLarge ? "UploadPart" : "PutObject"
        var faults: [ServerFault] = [
            .error(500, "InternalError", readsBody: true).on(upload, key: id),
            .close(readsBody: true).on(upload, key: id), .lostReply.on(upload, key: id),
            .wrongChecksum.on(upload, key: id),
        ]
        if isLarge {
            faults += [
                .forgottenUpload.on("UploadPart", key: id), .forgottenUpload.on("CompleteMultipartUpload", key: id),
                .wrongChecksum.on("CompleteMultipartUpload", key: id),
            ]
        }
        var fault = choice(of: faults, &random)
        if fault.action == "UploadPart" { fault.skip = Int.random(in: 0...1, using: &random) }
        return fault
    }

    /// One before a body is sent, or after all of them were taken, with one video.
    static func cheap(isLarge: Bool, _ id: String, _ random: inout SeededGenerator) -> ServerFault {
        let upload = isLarge ? "UploadPart" : "PutObject"
        var faults: [ServerFault] = [
            .error(500, "InternalError").on(upload, key: id), .close().on(upload, key: id), .stall.on(upload, key: id),
            .error(500, "InternalError").on("HeadObject", key: id),
        ]
        if isLarge {
            let (begin, end) = ("InitiateMultipartUpload", "CompleteMultipartUpload")
            faults += [
                .error(500, "InternalError").on(begin, key: id), .lostReply.on(begin, key: id),
                .cut(after: 60).on(begin, key: id), .stallReply(after: 20).on(begin, key: id),
                .error(503, "ServiceUnavailable").on(end, key: id), .lostReply.on(end, key: id),
                .bodyError("InternalError").on(end, key: id),
                .bodyError("InternalError", stores: true).on(end, key: id),
                .emptyBody(stores: true).on(end, key: id), .emptyBody(stores: false).on(end, key: id),
                .paddedReply.on(end, key: id), .cut(after: 60).on(end, key: id),
                .error(500, "InternalError").on("ListParts", key: id), .cut(after: 100).on("ListParts", key: id),
                .error(500, "InternalError").on("AbortMultipartUpload", key: id),
                .lostReply.on("AbortMultipartUpload", key: id),
            ]
        }
        return choice(of: faults, &random)
    }

    /// One that meets any video, in the course of the run.
    static func beside(_ random: inout SeededGenerator) -> ServerFault {
        let faults: [ServerFault] = [
            .error(503, "SlowDown").on("PutObject"), .error(500, "InternalError").on("PutObject"),
            .error(500, "InternalError").on("HeadObject"), .close().on("HeadObject"), .close().on("PutObject"),
            .error(500, "InternalError").on("ListMultipartUploads"), .stall.on("HeadObject"),
            .cut(after: 50).on("ListMultipartUploads"),
        ]
        var fault = choice(of: faults, &random)
        fault.skip = Int.random(in: 0...40, using: &random)
        return fault
    }

    private static func choice(of faults: [ServerFault], _ random: inout SeededGenerator) -> ServerFault {
        faults[Int.random(in: 0..<faults.count, using: &random)]
    }
}
