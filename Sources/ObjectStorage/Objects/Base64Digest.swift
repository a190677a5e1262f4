import Digests
import FoundationEssentials

/// Lower-case hex of base64; `nil` for what is no base64.
func hexOfBase64(_ text: String) -> String? {
    Data(base64Encoded: text).map { hex(Array($0)) }
}
