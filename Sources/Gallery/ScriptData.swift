/// JSON within a `<script>` element, where a browser looks for markup before anything reads the JSON.
enum ScriptData {
    /// Appends JSON so that no text in it can end the element or open another one: `<`, `>` and `&`, which JSON has
    /// only within strings, become escapes of the same meaning
    /// (https://html.spec.whatwg.org/multipage/scripting.html#restrictions-for-contents-of-script-elements).
    static func append(json: [UInt8], to bytes: inout [UInt8]) {
        for byte in json {
            switch byte {
            case UInt8(ascii: "<"): bytes += "\\u003c".utf8
            case UInt8(ascii: ">"): bytes += "\\u003e".utf8
            case UInt8(ascii: "&"): bytes += "\\u0026".utf8
            default: bytes.append(byte)
            }
        }
    }
}
