import Glibc

/// How many times longer than usual a test that measures time may take. `KEEPREEL_TEST_PATIENCE` says so for slow machines,
/// and for programs that a sanitizer slows down.
public enum Patience {
    /// 1 or more.
    public static let factor: Int = {
        guard let text = getenv("KEEPREEL_TEST_PATIENCE"), let factor = Int(String(cString: text)) else { return 1 }
        return max(1, factor)
    }()
}
