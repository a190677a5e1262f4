import Diagnosis

/// How far a verification is, as a terminal shows it.
struct VerifyProgress {
    private var checked = 0
    private var faulty = 0
    private var bytesRead: Int64 = 0

    mutating func count(_ video: VerifiedVideo) {
        checked += 1
        if !video.problems.isEmpty { faulty += 1 }
        bytesRead += video.bytesRead
    }

    var line: String {
        let read = bytesRead > 0 ? ", \(HumanText.bytes(bytesRead)) read back" : ""
        return "\(checked) checked\(read), " + (faulty == 0 ? "none wrong so far" : "\(faulty) not in order")
    }
}
