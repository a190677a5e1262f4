import Glibc

/// Looks whether a write-ahead log was damaged (https://www.sqlite.org/fileformat2.html#the_write_ahead_log).
///
/// SQLite takes a log up to the first frame that is not sound and drops the rest without a word, as that is what a
/// power loss within a transaction leaves. Yet every commit is flushed before the next transaction begins. So an
/// unsound frame that commits of the same log follow was damaged later, and with it what had been recorded is gone.
struct LogCheck {
    /// The log's name of itself: frames of an earlier one that stand behind have another.
    private struct Salt: Equatable {
        let first: UInt32
        let second: UInt32
    }

    private enum Finding: Equatable {
        case sound
        /// The frame of this number, from 0.
        case damaged(frame: Int, Salt)
        case damagedHeader
    }

    private static let headerLength = 32
    private static let frameHeaderLength = 24
    private static let pageSizes: ClosedRange<UInt32> = 512...65_536
    private let descriptor: Int32

    /// A log that is not there is sound.
    ///
    /// - Parameter path: of the log, which another process may be writing.
    static func isDamaged(_ path: String) -> Bool {
        // SQLite holds no locks on the log, so that closing it drops none.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        // That it cannot be read shows itself when the database is opened.
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        let check = LogCheck(descriptor: descriptor)
        let first = check.finding()
        // A frame that is being written looks unsound as well, but not twice.
        return first != .sound && check.finding() == first
    }

    private func finding() -> Finding {
        guard let header = bytes(at: 0, Self.headerLength) else { return .sound }
        let words = Words(header)
        let isBigEndian = words[0] & 1 == 1
        var sum = Checksum(isBigEndian: isBigEndian)
        sum.add(header.prefix(24))
        let isHeaderSound = words[0] | 1 == 0x377F_0683 && sum.first == words[6] && sum.second == words[7]
        guard isHeaderSound, Self.pageSizes.contains(words[2]) else {
            // The header is flushed before the first frame is written.
            return bytes(at: Self.headerLength, Self.frameHeaderLength) == nil ? .sound : .damagedHeader
        }
        let frames = Frames(pageSize: Int(words[2]), salt: Salt(first: words[4], second: words[5]))
        return finding(frames, after: sum)
    }

    private struct Frames {
        let pageSize: Int
        let salt: Salt

        func offset(_ number: Int) -> Int {
            LogCheck.headerLength + number * (LogCheck.frameHeaderLength + pageSize)
        }
    }

    private func finding(_ frames: Frames, after header: Checksum) -> Finding {
        var sum = header
        var number = 0
        while let frame = bytes(at: frames.offset(number), Self.frameHeaderLength + frames.pageSize) {
            let words = Words(frame)
            sum.add(frame.prefix(8))
            sum.add(frame.dropFirst(Self.frameHeaderLength))
            guard Salt(first: words[2], second: words[3]) == frames.salt, sum.first == words[4], sum.second == words[5]
            else { return hasTransaction(frames, behind: number) ? .damaged(frame: number, frames.salt) : .sound }
            number += 1
        }
        return .sound
    }

    /// Whether a frame of the same log follows a commit that stands at or behind the unsound one.
    private func hasTransaction(_ frames: Frames, behind unsound: Int) -> Bool {
        var isCommitted = false
        var number = unsound
        while let header = bytes(at: frames.offset(number), Self.frameHeaderLength) {
            let words = Words(header)
            number += 1
            guard Salt(first: words[2], second: words[3]) == frames.salt else { continue }
            if isCommitted { return true }
            isCommitted = words[1] != 0
        }
        return false
    }

    /// `nil` where there are not so many.
    private func bytes(at offset: Int, _ count: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        return pread(descriptor, &bytes, count, off_t(offset)) == count ? bytes : nil
    }

    /// Big-endian words of 32 bits.
    private struct Words {
        private let bytes: [UInt8]

        init(_ bytes: [UInt8]) { self.bytes = bytes }

        subscript(_ number: Int) -> UInt32 {
            bytes[number * 4..<number * 4 + 4].reduce(0) { $0 << 8 | UInt32($1) }
        }
    }

    /// The checksum that runs through header and frames.
    private struct Checksum {
        let isBigEndian: Bool
        private(set) var first: UInt32 = 0
        private(set) var second: UInt32 = 0

        init(isBigEndian: Bool) { self.isBigEndian = isBigEndian }

        mutating func add(_ bytes: ArraySlice<UInt8>) {
            bytes.withUnsafeBytes { bytes in
                for offset in stride(from: 0, to: bytes.count, by: 8) {
                    first &+= word(bytes, offset) &+ second
                    second &+= word(bytes, offset + 4) &+ first
                }
            }
        }

        private func word(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> UInt32 {
            let word = bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
            return isBigEndian ? UInt32(bigEndian: word) : UInt32(littleEndian: word)
        }
    }
}
