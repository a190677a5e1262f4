import Testing
import WireFormats

@Suite("a random token")
struct RandomTokenTests {
    @Test("is 32 lower-case hexadecimal digits, and never the same")
    func form() {
        let tokens = (0..<1_000).map { _ in RandomToken.make() }
        #expect(Set(tokens).count == tokens.count)
        #expect(tokens.allSatisfy { $0.utf8.count == 32 && $0.allSatisfy { "0123456789abcdef".contains($0) } })
    }
}
