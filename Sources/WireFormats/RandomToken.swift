/// Names for things of which no two may be alike.
public enum RandomToken {
    /// 128 random bits of the system's generator as 32 hexadecimal digits.
    public static func make() -> String {
        (0..<2).map { _ in
            let digits = String(UInt64.random(in: .min ... .max), radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }
}
