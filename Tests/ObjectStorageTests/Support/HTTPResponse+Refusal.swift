import HTTPTransport

extension HTTPResponse {
    /// A response whose body is this text.
    static func text(_ status: Int, _ body: String = "", headers: HTTPHeaders = [:]) -> HTTPResponse {
        HTTPResponse(head: HTTPResponseHead(status: status, headers: headers), body: Array(body.utf8))
    }

    /// A refusal as storage servers send it; the children follow code and message.
    static func refusal(
        _ status: Int, _ code: String, _ message: String = "no", children: String = "", headers: HTTPHeaders = [:]
    ) -> HTTPResponse {
        .text(
            status, "<Error><Code>\(code)</Code><Message>\(message)</Message>\(children)</Error>", headers: headers)
    }
}
