import Failures

/// Profiles whose keys come from a sign-in by a person.
enum UnsupportedSignIn {
    /// What tells such a profile, and what to call it.
    private static let marks = [
        ("sso_session", "IAM Identity Center (SSO)"), ("sso_account_id", "IAM Identity Center (SSO)"),
        ("sso_role_name", "IAM Identity Center (SSO)"), ("login_session", "'aws login'"),
    ]

    /// `nil` if the profile is of another kind.
    static func failure(profile: String, values: [String: String]) -> Failure? {
        guard let (_, name) = marks.first(where: { values[$0.0] != nil }) else { return nil }
        return .credentials(
            "storage.profile-unsupported",
            "the AWS profile '\(profile)' gets its keys by \(name), which keepreel does not speak",
            remedy: remedy(profile))
    }

    /// The AWS CLI turns any of its profiles into keys.
    static func remedy(_ profile: String) -> String {
        "let another profile of ~/.aws/config say 'credential_process = aws configure export-credentials --profile "
            + "\(profile) --format process' and name that one by AWS_PROFILE"
    }
}
