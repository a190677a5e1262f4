import Failures
import FoundationEssentials
import ObjectStorage

/// Tries out everything a run needs, with an object of its own that is always deleted again, and says what to change.
public struct Doctor: Sendable {
    let subject: DoctorSubject

    /// Examines that.
    public init(_ subject: DoctorSubject) { self.subject = subject }

    var bucket: Bucket { subject.bucket }

    /// Looks at one thing after the other. A cancelled examination ends early, and cleans up as well.
    public func examine() async -> DoctorReport {
        var report = DoctorReport()
        report.findings += subject.cautions.map { .warning("settings", $0.found, remedy: $0.remedy) }
        await examineStudio(&report)
        let place = PlaceFindings(
            location: bucket.location, hasBaseURL: subject.hasBaseURL, isLoopback: subject.isLoopback)
        report.findings += place.all
        guard await examineCredentials(&report), !Task.isCancelled, await examineObject(&report) else {
            report.leavesChecksOut = true
            return report
        }
        if let moved = place.moved(to: bucket.location) { report.findings.append(moved) }
        await examineLifecycle(&report)
        await examineUploads(&report)
        return report
    }

    private func examineStudio(_ report: inout DoctorReport) async {
        let state = await subject.studio()
        switch state.answer {
        case .success(let place): report.add(.ok("studio.key", "Model Studio answers: \(place)"))
        case .failure(let failure): report.add("studio.key", failure)
        }
        guard case .success = state.answer else { return }
        report.add(ClockFindings.of(.studio, offset: state.clockOffset))
    }

    /// - Returns: whether there are any.
    private func examineCredentials(_ report: inout DoctorReport) async -> Bool {
        do throws(Failure) {
            let now = Date(timeIntervalSince1970: Double(subject.now()))
            report.findings += CredentialFindings.of(try await subject.credentials(), now: now)
            return true
        } catch {
            report.add("credentials.found", error)
            return false
        }
    }

    private func examineLifecycle(_ report: inout DoctorReport) async {
        let findings = LifecycleFindings(prefix: subject.prefix, profile: bucket.location.profile)
        do throws(Failure) {
            report.findings += findings.of(try await bucket.lifecycle() ?? [])
        } catch {
            report.add(
                .note(
                    "lifecycle.expiry", "the bucket's lifecycle rules cannot be read: \(error.message)",
                    remedy: error.remedy))
        }
    }

    private func examineUploads(_ report: inout DoctorReport) async {
        let id = "storage.uploads"
        do throws(Failure) {
            let page = try await bucket.uploads(prefix: keyPrefix(subject.prefix), page: nil)
            let isOne = page.uploads.count == 1 && page.next == nil
            let count = "\(page.uploads.count)\(page.next == nil ? "" : " or more")"
            report.add(
                page.uploads.isEmpty
                    ? .ok(id, "there are no unfinished uploads")
                    : .note(
                        id,
                        "there \(isOne ? "is 1 unfinished upload" : "are \(count) unfinished uploads") under the prefix",
                        remedy: "see 'keepreel prune --dry-run' for whose \(isOne ? "it is" : "they are")"))
        } catch {
            report.add(
                .note(id, "unfinished uploads cannot be listed: \(error.message)", remedy: error.remedy))
        }
    }
}

extension DoctorReport {
    mutating func add(_ finding: Finding) { findings.append(finding) }

    /// A check that failed.
    mutating func add(_ id: String, _ failure: Failure) {
        note(failure)
        findings.append(.failure(id, failure))
    }

    /// Takes notice of what a failure says about permissions.
    mutating func note(_ failure: Failure) {
        if failure.code == "storage.access-denied" { needsPolicy = true }
    }
}
