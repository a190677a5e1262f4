/// One element of a service's reply: its local name, its text and its child elements. Namespaces are ignored, because
/// servers differ in sending them.
public struct XMLElement: Sendable, Equatable {
    /// Local name.
    public internal(set) var name: String
    /// Its own text, that of its children left out.
    public internal(set) var text: String
    /// The elements within it, in their order.
    public internal(set) var children: [XMLElement]

    /// Text of the first child of that name.
    public subscript(name: String) -> String? {
        children.first { $0.name == name }?.text
    }

    /// The children of that name.
    public func all(_ name: String) -> [XMLElement] { children.filter { $0.name == name } }
}
