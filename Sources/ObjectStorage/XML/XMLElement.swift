/// One element of a storage reply: its local name, its text and its child elements. Namespaces are ignored, because
/// servers differ in sending them.
struct XMLElement: Sendable, Equatable {
    var name: String
    var text: String
    var children: [XMLElement]

    /// Text of the first child of that name.
    subscript(name: String) -> String? {
        children.first { $0.name == name }?.text
    }
}
