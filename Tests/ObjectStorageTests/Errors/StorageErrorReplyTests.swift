import Digests
import HTTPTransport
import Testing

@testable import ObjectStorage

@Suite struct StorageErrorReplyTests {
    @Test("the refusal of S3 is read: code, message, region, endpoint, request id and time")
    func s3() {
        let reply = StorageErrorReply(
            .text(
                301,
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <Error><Code>PermanentRedirect</Code><Message>The bucket must be addressed elsewhere.</Message>\
                <Region>us-west-2</Region><Endpoint>videos.s3-us-west-2.amazonaws.com</Endpoint>\
                <Bucket>videos</Bucket><RequestId>8WT8</RequestId><HostId>abc=</HostId></Error>
                """,
                headers: [
                    "Date": "Sun, 06 Nov 1994 08:49:37 GMT", "x-amz-request-id": "of the header",
                    "x-amz-bucket-region": "of-the-header",
                ]))
        #expect(reply.status == 301)
        #expect(reply.code == "PermanentRedirect")
        #expect(reply.message == "The bucket must be addressed elsewhere.")
        #expect(reply.region == "us-west-2")
        #expect(reply.endpoint == "videos.s3-us-west-2.amazonaws.com")
        #expect(reply.requestID == "8WT8")
        #expect(reply.ossCode == nil)
        #expect(reply.serverTime == 784_111_777)
        #expect(
            reply.summary
                == "PermanentRedirect (HTTP 301): The bucket must be addressed elsewhere (request 8WT8)")
    }

    @Test("the refusal of OSS is read with its error number, from the body or the header")
    func oss() {
        let children = "<RequestId>655D</RequestId><HostId>oss</HostId><EC>0003-00000016</EC>"
        let fromBody = StorageErrorReply(.refusal(403, "AccessDenied", "no right", children: children))
        #expect(fromBody.ossCode == "0003-00000016")
        #expect(fromBody.summary == "AccessDenied (HTTP 403): no right [EC 0003-00000016] (request 655D)")
        let fromHeader = StorageErrorReply(.text(403, headers: ["X-OSS-EC": "0002-1", "x-oss-request-id": "655E"]))
        #expect(fromHeader.ossCode == "0002-1")
        #expect(fromHeader.summary == "HTTP 403 [EC 0002-1] (request 655E)")
    }

    @Test(
        "what a message quotes of the request is told without its signature and token",
        arguments: [
            ("Denied: https://user:pw@host/k?Expires=1&amp;Signature=dGhp%3D", "Denied: https://host/k"),
            ("Denied: /k?Expires=1&amp;Signature=dGhp%3D&amp;a=b", "Denied: /k?Expires=1&Signature=…&a=b"),
            (
                "AWS4-HMAC-SHA256 Credential=AK/s3, Signature=0123abcd, so no",
                "AWS4-HMAC-SHA256 Credential=AK/s3, Signature=…, so no"
            ),
            (
                "x-oss-security-token: abcd and X-Amz-Security-Token%3Dabcd",
                "x-oss-security-token: … and X-Amz-Security-Token%3D…"
            ),
            ("The signature does not match.", "The signature does not match."),
        ])
    func quotes(message: String, shown: String) {
        #expect(StorageErrorReply(.refusal(403, "AccessDenied", message)).message == shown)
    }

    @Test("without a body the headers tell what they can")
    func emptyBody() {
        let reply = StorageErrorReply(
            .text(400, headers: ["x-amz-bucket-region": "eu-central-1", "x-amz-request-id": "R1"]))
        #expect(reply.code == nil)
        #expect(reply.message == nil)
        #expect(reply.region == "eu-central-1")
        #expect(reply.requestID == "R1")
        #expect(reply.serverTime == nil)
        #expect(reply.summary == "HTTP 400 (request R1)")
    }

    @Test(
        "a body that is no storage error is not taken for one",
        arguments: [
            "<html><head><title>502 Bad Gateway</title></head><body><hr></body></html>",
            "<html><body><Code>AccessDenied</Code><Message>no</Message></body></html>",
            "<Page><Code>AccessDenied</Code><Message>no</Message></Page>",
            "<!DOCTYPE html><html><body>Sign in to the network</body></html>",
            "<!DOCTYPE Error [<!ENTITY x \"AccessDenied\">]><Error><Code>&x;</Code></Error>",
            "<ErrorResponse><Error><Code>AccessDenied</Code></Error></ErrorResponse>",
            "<Error><Code>AccessDenied</Code>",
            "{\"Code\":\"AccessDenied\"}",
            "<Error/>",
            "<Error><Code></Code><Message>  \n </Message></Error>",
        ])
    func somethingElse(body: String) {
        let reply = StorageErrorReply(.text(502, body))
        #expect(reply.code == nil)
        #expect(reply.message == nil)
        #expect(reply.summary == "HTTP 502")
    }

    @Test("a body cut off by the relay's bound still has its status")
    func cutBody() {
        let long = String(repeating: "x", count: 64 << 10)
        let body = Array("<Error><Code>SlowDown</Code><Message>\(long)".utf8.prefix(64 << 10))
        let reply = StorageErrorReply(HTTPResponse(head: HTTPResponseHead(status: 503), body: body))
        #expect(reply == StorageErrorReply(.text(503)))
    }

    @Test("a long text is cut to 300 characters, wherever it stands")
    func longTexts() {
        let long = String(repeating: "长", count: 5000)
        let children =
            "<Region>\(long)</Region><Endpoint>\(long)</Endpoint><RequestId>\(long)</RequestId><EC>\(long)</EC>"
        let replies = [
            StorageErrorReply(.refusal(400, long, long, children: children)),
            StorageErrorReply(
                .text(
                    400,
                    headers: ["x-amz-bucket-region": long, "x-amz-request-id": long, "x-oss-ec": long])),
        ]
        for reply in replies {
            let texts = [reply.code, reply.message, reply.region, reply.endpoint, reply.requestID, reply.ossCode]
            for text in texts { #expect(text?.count ?? 300 == 300) }
            #expect(reply.summary.count < 1300)
        }
        #expect(replies[0].message == String(long.prefix(300)))
    }

    @Test(
        "characters that move the cursor, break the line or turn the writing never reach a terminal",
        arguments: [
            "\n", "\r\n", "\t", "\u{7F}", "\u{80}", "\u{85}", "\u{9B}", "\u{9D}", "\u{200B}", "\u{200E}", "\u{2028}",
            "\u{2029}", "\u{202E}", "\u{2066}", "\u{FEFF}",
        ])
    func controlCharacters(control: String) {
        let dirty = "a\(control)[31mb"
        let clean = "a\(String(repeating: " ", count: control == "\r\n" ? 1 : control.unicodeScalars.count))[31mb"
        let children =
            "<Region>\(dirty)</Region><Endpoint>\(dirty)</Endpoint><RequestId>\(dirty)</RequestId><EC>\(dirty)</EC>"
        let reply = StorageErrorReply(.refusal(400, dirty, dirty, children: children))
        let texts = [reply.code, reply.message, reply.endpoint, reply.requestID, reply.ossCode]
        for text in texts { #expect(text == clean) }
        #expect(reply.region == nil)
    }

    @Test("control characters in header fields do not pass either")
    func controlCharactersInHeaders() {
        let dirty = "\u{1B}]0;title\u{7}\u{9B}2J"
        let reply = StorageErrorReply(
            .text(400, headers: ["x-amz-bucket-region": dirty, "x-amz-request-id": dirty, "x-oss-ec": dirty]))
        #expect(reply.region == nil)
        #expect([reply.requestID, reply.ossCode] == Array(repeating: " ]0;title  2J", count: 2))
    }

    @Test("what servers echo of a signature is not told on")
    func secretsInBody() {
        let children =
            "<StringToSign>AWS4-HMAC-SHA256 x-amz-security-token:hush</StringToSign><SignatureProvided>hush</SignatureProvided>"
            + "<CanonicalRequest>hush</CanonicalRequest><Token-0>hush</Token-0><AWSAccessKeyId>AKIA</AWSAccessKeyId>"
        let reply = StorageErrorReply(.refusal(403, "SignatureDoesNotMatch", "no match", children: children))
        #expect(!"\(reply)\(reply.summary)".contains("hush"))
    }
}

extension StorageErrorReplyTests {
    @Test("OSS tells in a field what the body of a HEAD cannot")
    func headOfOSS() {
        let document = "<Error><Code>InvalidAccessKeyId</Code><Message>no</Message><EC>0002-00000902</EC></Error>"
        let encoded = base64(Array(document.utf8))
        let reply = StorageErrorReply(.text(403, headers: ["x-oss-err": encoded, "x-oss-ec": "0002-00000902"]))
        #expect(reply.code == "InvalidAccessKeyId")
        #expect(reply.summary == "InvalidAccessKeyId (HTTP 403): no [EC 0002-00000902]")
        #expect(StorageErrorReply(.text(403, headers: ["x-oss-err": "%%%"])).code == nil)
        #expect(
            StorageErrorReply(.refusal(403, "AccessDenied", headers: ["x-oss-err": encoded])).code == "AccessDenied")
    }

    @Test(
        "of a redirect only scheme and host are kept",
        arguments: [
            ("https://b.s3-us-west-2.amazonaws.com/k?X-Amz-Signature=hush", "https://b.s3-us-west-2.amazonaws.com"),
            ("http://127.0.0.1:8333/b/k", "http://127.0.0.1:8333"), ("/elsewhere", nil), ("ftp://host/", nil),
            ("https://user:hush@host/", nil),
        ])
    func redirect(location: String, kept: String?) {
        #expect(StorageErrorReply(.text(307, headers: ["Location": location])).redirect == kept)
    }
}
