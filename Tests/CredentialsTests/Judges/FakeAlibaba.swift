import Foundation

/// Token service, instance metadata and a service of the user's own on Alibaba Cloud behind one address.
enum FakeAlibaba {
    private static let roles = "/latest/meta-data/ram/security-credentials/"

    static func answer(_ request: LoopbackServer.Request) -> LoopbackServer.Answer {
        let path = String(request.target.prefix { $0 != "?" })
        switch (request.method, path) {
        case ("PUT", "/latest/api/token"):
            return request.headers["x-aliyun-ecs-metadata-token-ttl-seconds"] == "21600"
                ? .init(body: "metadata-token") : .init(status: 400)
        case ("GET", "/uri"): return .init(body: keys("URI", code: "Success"))
        case (_, "/"): return tokenService(request)
        default: break
        }
        guard request.headers["x-aliyun-ecs-metadata-token"] == "metadata-token" else { return .init(status: 403) }
        switch path {
        case roles: return .init(body: "the-role")
        case roles + "the-role", roles + "named":
            return .init(body: keys("ECS-\(path.dropFirst(roles.count))", code: "Success"))
        default: return .init(status: 404)
        }
    }

    /// The SDK of Python puts everything into the query, that of Go and we most of it into the body.
    private static func tokenService(_ request: LoopbackServer.Request) -> LoopbackServer.Answer {
        let query = request.target.firstIndex(of: "?").map { String(request.target[$0...].dropFirst()) } ?? ""
        let form = FakeServices.form(query).merging(FakeServices.form(request.body)) { $1 }
        guard form["Action"] == "AssumeRoleWithOIDC", form["Version"] == "2015-04-01", form["Format"] == "JSON",
            form["OIDCProviderArn"] == "acs:ram::1:oidc-provider/p", form["Timestamp"] != nil
        else { return .init(status: 400, body: #"{"Code": "MissingParameter", "Message": "no"}"#) }
        let id =
            "\(form["RoleArn"] ?? ""):\(form["OIDCToken"] ?? ""):\(form["RoleSessionName"] ?? "")"
            + ":\(form["DurationSeconds"] ?? "")"
        return .init(body: #"{"RequestId": "r", "Credentials": \#(keys(id))}"#)
    }

    private static func keys(_ id: String, code: String? = nil) -> String {
        FakeServices.keys(id, secret: "AccessKeySecret", token: "SecurityToken", code: code)
    }
}
