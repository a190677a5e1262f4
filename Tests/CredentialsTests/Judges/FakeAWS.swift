/// Token service, container service and instance metadata of AWS behind one address.
enum FakeAWS {
    static func answer(_ request: LoopbackServer.Request) -> LoopbackServer.Answer {
        let path = String(request.target.prefix { $0 != "?" })
        switch (request.method, path) {
        case ("POST", "/"):
            return .init(
                body: FakeServices.tokenService(
                    body: request.body, authorization: request.headers["authorization"]))
        case ("GET", "/container"):
            return .init(
                body: FakeServices.keys(
                    "CONTAINER-\(request.headers["authorization"] ?? "open")".replacing(" ", with: "_")))
        case ("GET", "/refused"): return .init(status: 403, body: #"{"code": "no", "message": "not you"}"#)
        case ("PUT", let path) where path.hasSuffix("/latest/api/token"):
            return request.headers["x-aws-ec2-metadata-token-ttl-seconds"] == "21600"
                ? .init(body: "metadata-token") : .init(status: 400)
        default: return metadata(request, path)
        }
    }

    private static let roles = "/latest/meta-data/iam/security-credentials/"

    private static func metadata(_ request: LoopbackServer.Request, _ path: String) -> LoopbackServer.Answer {
        guard request.headers["x-aws-ec2-metadata-token"] == "metadata-token" else { return .init(status: 401) }
        return switch path {
        case roles: .init(body: "the-role")
        case roles + "the-role": .init(body: FakeServices.keys("INSTANCE", code: "Success"))
        default: .init(status: 404)
        }
    }
}
