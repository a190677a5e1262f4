import CXML2

/// A reply that is not the XML a service sends.
public enum XMLDefect: Error, Equatable {
    /// More bytes than ``XMLElement/sizeLimit``.
    case tooLarge
    /// Not well-formed, or empty.
    case malformed
    /// Carries a document type declaration, which no service sends and every XML attack needs.
    case documentType
}

extension XMLElement {
    /// Largest reply that is parsed, in bytes; a list page of 1,000 keys needs about 1 MiB.
    public static let sizeLimit = 4 << 20

    /// Parses a reply; white space before the declaration is tolerated, as servers send it to keep a line open.
    ///
    /// - Throws: ``XMLDefect``.
    public init(parsing bytes: [UInt8]) throws(XMLDefect) {
        guard bytes.count <= Self.sizeLimit else { throw .tooLarge }
        let content = bytes.drop { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
        let document = content.withUnsafeBytes { buffer in
            buffer.withMemoryRebound(to: CChar.self) {
                xmlReadMemory($0.baseAddress, Int32($0.count), nil, nil, cxml2_strict_options())
            }
        }
        guard let document else { throw .malformed }
        defer { xmlFreeDoc(document) }
        guard document.pointee.intSubset == nil else { throw .documentType }
        guard let root = xmlDocGetRootElement(document) else { throw .malformed }
        self.init(root)
    }

    /// Depth is bounded by libxml2's own limit of 256.
    private init(_ node: xmlNodePtr) {
        name = node.pointee.name.map { String(cString: $0) } ?? ""
        text = ""
        children = []
        var next = node.pointee.children
        while let child = next {
            switch child.pointee.type {
            case XML_ELEMENT_NODE: children.append(XMLElement(child))
            case XML_TEXT_NODE: child.pointee.content.map { text += String(cString: $0) }
            default: break
            }
            next = child.pointee.next
        }
    }
}
