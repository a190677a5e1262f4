import Archiving
import Failures
import Manifest
import Testing

@testable import KeepreelCLI

@Suite("The first error of a run")
struct FirstErrorTests {
    @Test("it is the first that was told as an error, on one line and bounded")
    func first() {
        let error = FirstError()
        error.observe(.discovered(3))
        error.observe(.clockIsOff(.seconds(3600)))
        #expect(error.text == nil)
        for message in ["one\n  two", "three"] {
            error.observe(.problem(Failure("c", message, disposition: .retry()), nil))
        }
        #expect(error.text == "one two")
        #expect(FirstError.kept(String(repeating: "x", count: 999)).count == 301)
    }
}
