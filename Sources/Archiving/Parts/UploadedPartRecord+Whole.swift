import Digests
import Manifest

extension [UploadedPartRecord] {
    /// CRC-64/XZ of the whole; `nil` unless all its parts are here, in their order.
    func crc64(ofAll size: Int64) -> UInt64? {
        guard reduce(0, { $0 + $1.size }) == size else { return nil }
        return reduce(0) { CRC64.combine($0, $1.crc64, secondLength: $1.size, variant: .xz) }
    }
}
