import Failures
import Settings
import Testing

@Suite("The CA bundle")
struct CABundleTests {
    @Test("that does not exist is a problem of its key")
    func missing() throws {
        let problem = try #require(onlyProblem(yaml("storage.caBundle", "no/ca.pem")))
        #expect(
            problem.description == """
                /srv/keepreel.yaml:2:13: storage.caBundle: the file '/srv/no/ca.pem' does not exist; \
                name a PEM file, or remove the key
                """)
    }

    @Test("that cannot be read is a problem of the name that gave it")
    func unreadable() {
        let sources = SettingsSources(
            environment: ["AWS_CA_BUNDLE": "/ca.pem"], currentDirectory: "/srv", homeDirectory: "/home/reel",
            readFile: { (path) throws(Failure) in
                guard path == "/ca.pem" else { return nil }
                throw Failure("config.unreadable", "is a folder", disposition: .stop(.configuration))
            })
        #expect(
            Settings.check(from: sources).problems.map(\.description) == [
                "environment variable AWS_CA_BUNDLE: storage.caBundle: the file '/ca.pem' is a folder; "
                    + "make it readable to keepreel"
            ])
    }
}
