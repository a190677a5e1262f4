import FoundationEssentials

/// Judges the storage's credentials by where they are from and how long they last; pure.
enum CredentialFindings {
    static func of(_ facts: CredentialFacts, now: Date) -> [Finding] {
        [.ok("credentials.found", "storage credentials are there, from \(facts.origin)"), lifetime(facts, now: now)]
            + facts.cautions.map { .warning("credentials.file-mode", $0.found, remedy: $0.remedy) }
    }

    private static func lifetime(_ facts: CredentialFacts, now: Date) -> Finding {
        let id = "credentials.lifetime"
        let end = facts.expiresAt.map { "until \($0.formatted(.iso8601))" }
        guard facts.isTemporary || facts.expiresAt != nil else { return .ok(id, "they do not expire") }
        guard !facts.isRenewed else {
            return .ok(id, "they are temporary\(end.map { " (\($0))" } ?? "") and renewed by keepreel itself")
        }
        let left = facts.expiresAt.map { expiry in
            let minutes = Int(expiry.timeIntervalSince(now) / 60)
            return " (\(minutes) minutes from now)"
        }
        return .warning(
            id,
            "they are temporary, last \(end ?? "for an unknown time")\(left ?? "") and cannot be renewed: later runs are "
                + "refused",
            remedy: "give keepreel a source it can renew them from: a profile with a role or credential_process, web "
                + "identity, or the role of the machine; or permanent keys with the policy of 'keepreel doctor --policy'"
        )
    }
}
