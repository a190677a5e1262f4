import Failures
import HTTPTransport
import XMLReading

extension Bucket {
    /// The document of a success.
    func document(
        _ root: String, in response: HTTPResponse, of target: StorageTarget
    ) throws(Failure) -> XMLElement {
        let document: XMLElement
        do throws(XMLDefect) {
            document = try XMLElement(parsing: response.body)
        } catch {
            throw StorageFailure.badReply(error.sentence, of: target)
        }
        // gofakes3, which serves for rclone, calls the document of a new upload by the request's name.
        guard document.name == root || document.name + "Result" == root else {
            throw StorageFailure.badReply("another document than \(root)", of: target)
        }
        return document
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
