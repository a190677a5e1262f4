import Digests
import Synchronization

/// The running checksums of one request body, and what its request was signed with. A new attempt takes a new one.
public final class BodyDigests: Sendable {
    private struct State: ~Copyable {
        var size: Int64 = 0
        var crc64 = CRC64(.xz)
        var nvme: CRC64?
        var md5: MD5?
        var finishedMD5: String?
        var context: SigningContext?
        var isChecked = false
    }

    private let state: Mutex<State>

    init(nvme: Bool, md5: Bool) {
        state = Mutex(State(nvme: nvme ? CRC64(.nvme) : nil, md5: md5 ? MD5() : nil))
    }

    /// Continues over the next bytes of the body. Nothing is copied or kept.
    public func update(_ bytes: UnsafeRawBufferPointer) {
        state.withLock { state in
            state.size += Int64(bytes.count)
            state.crc64.update(bytes)
            state.nvme?.update(bytes)
            state.md5?.update(bytes)
        }
    }

    /// Bytes so far.
    public var size: Int64 { state.withLock { $0.size } }

    /// CRC-64/XZ of the bytes so far.
    public var crc64: UInt64 { state.withLock { $0.crc64.value } }

    /// CRC-64/NVME of the bytes so far; `nil` where nobody wants it.
    public var crc64nvme: UInt64? { state.withLock { $0.nvme?.value } }

    /// MD5 of the whole, lower-case hex; `nil` where nobody wants it. Asked for when the last byte has passed: later
    /// ones do not count.
    public var md5: String? {
        state.withLock { state in
            if let running = state.md5.take() { state.finishedMD5 = hex(running.finalize()) }
            return state.finishedMD5
        }
    }

    /// What the request that carries the body was signed with.
    var context: SigningContext? {
        get { state.withLock { $0.context } }
        set { state.withLock { $0.context = newValue } }
    }

    /// Whether the server checks the body itself before it says 2xx, by what the request tells of it.
    var isCheckedByServer: Bool {
        get { state.withLock { $0.isChecked } }
        set { state.withLock { $0.isChecked = newValue } }
    }
}
