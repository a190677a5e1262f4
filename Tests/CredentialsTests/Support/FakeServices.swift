import Foundation

/// What the fakes of token and metadata services answer. The key ids they give tell what they were asked for.
enum FakeServices {
    static let end = "2027-01-15T09:00:00Z"

    static func keys(_ id: String, secret: String = "SecretAccessKey", token: String = "Token", code: String? = nil)
        -> String
    {
        let code = code.map { #""Code": "\#($0)", "# } ?? ""
        return #"{\#(code)"AccessKeyId": "\#(id)", "\#(secret)": "s/\#(id)", "\#(token)": "t/\#(id)", "#
            + #""Expiration": "\#(end)"}"#
    }

    /// AWS STS: takes every role on.
    static func tokenService(body: String, authorization: String?) -> String {
        let form = form(body)
        let action = form["Action"] ?? ""
        let parts = [
            action, form["RoleArn"]?.split(separator: "/").last.map(String.init) ?? "",
            authorization.map(keyID) ?? form["WebIdentityToken"] ?? "",
            form["RoleSessionName"].flatMap { $0.contains("-1") ? nil : $0 } ?? "",
            form["ExternalId"] ?? "", form["DurationSeconds"] ?? "",
        ]
        let id = parts.joined(separator: ":")
        return """
            <\(action)Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><\(action)Result>
            <AssumedRoleUser><Arn>arn:aws:sts::123456789012:assumed-role/x/y</Arn></AssumedRoleUser>
            <Credentials><AccessKeyId>\(id)</AccessKeyId><SecretAccessKey>s/\(id)</SecretAccessKey>
            <SessionToken>t/\(id)</SessionToken><Expiration>\(end)</Expiration></Credentials></\(action)Result>
            <ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></\(action)Response>
            """
    }

    static func tokenServiceError(_ code: String, _ message: String) -> String {
        "<ErrorResponse><Error><Type>Sender</Type><Code>\(code)</Code><Message>\(message)</Message></Error></ErrorResponse>"
    }

    /// The key id of `… Credential=ID/date/region/service/aws4_request, …`.
    private static func keyID(_ authorization: String) -> String {
        guard let start = authorization.firstRange(of: "Credential=") else { return "" }
        let scope = authorization[start.upperBound...].prefix { $0 != "," }
        return scope.split(separator: "/").dropLast(4).joined(separator: "/")
    }

    static func form(_ text: String) -> [String: String] {
        Dictionary(
            text.split(separator: "&").map { pair in
                let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map {
                    $0.replacing("+", with: " ").removingPercentEncoding ?? ""
                }
                return (parts[0], parts.count > 1 ? parts[1] : "")
            }
        ) { first, _ in first }
    }
}
