import Digests
import FoundationEssentials

/// Lower-case hex of a base64 digest such as `Content-MD5`; `nil` if it is not base64.
func hexOfBase64(_ text: String) -> String? {
    Data(base64Encoded: text).map { hex(Array($0)) }
}
