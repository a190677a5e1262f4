import Failures
import HTTPTransport
import XMLReading

extension Bucket {
    /// The document of a success.
    ///
    /// - Parameter root: the name of its root at AWS.
    func document(
        _ root: String, in response: HTTPResponse, of target: StorageTarget
    ) throws(Failure) -> XMLElement {
        let document: XMLElement
        do throws(XMLDefect) {
            document = try XMLElement(parsing: response.body)
        } catch {
            throw StorageFailure.badReply(error.sentence, of: target)
        }
        guard document.isReply(root) else {
            throw StorageFailure.badReply("another document than \(root)", of: target)
        }
        return document
    }
}

extension XMLElement {
    /// Whether this is the reply AWS gives that name. Others write it without `Result` (gofakes3 behind rclone) or with
    /// another end (moto).
    func isReply(_ name: String) -> Bool {
        self.name.hasPrefix(name.hasSuffix("Result") ? String(name.dropLast("Result".count)) : name)
    }
}

extension XMLDefect {
    fileprivate var sentence: String {
        switch self {
        case .tooLarge: "a document of more than \(XMLElement.sizeLimit >> 20) MiB"
        case .malformed: "something that is no XML, or cut"
        case .documentType: "a document type declaration, which no storage sends"
        }
    }
}
