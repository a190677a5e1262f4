/// Names for things of which no two may be alike.
public enum RandomToken {
    /// 128 random bits of the system's generator as 32 hexadecimal digits.
    public static func make() -> String {
        let halves = (0..<2).map { _ in UInt64.random(in: .min ... .max).bigEndian }
        return halves.withUnsafeBytes { hex(Array($0)) }
    }
}
