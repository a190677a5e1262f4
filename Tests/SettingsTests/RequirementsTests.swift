import Failures
import Redaction
import Settings
import Testing

@Suite("Requirements of commands")
struct RequirementsTests {
    @Test("a missing bucket is a configuration failure that says what to set")
    func storage() throws {
        var settings = Settings()
        let failure = #expect(throws: Failure.self) { try settings.requireStorage() }
        #expect(failure?.code == "config.no-storage")
        #expect(failure?.disposition == .stop(.configuration))
        #expect(failure?.remedy?.contains("KEEPREEL_STORAGE_URL") == true)
        settings.storage.url = try StorageLocation("s3://bucket")
        #expect(try settings.requireStorage().bucket == "bucket")
    }

    @Test("a missing API key is a credentials failure that says what to set")
    func apiKey() throws {
        var settings = Settings()
        let failure = #expect(throws: Failure.self) { try settings.requireAPIKey() }
        #expect(failure?.code == "studio.no-api-key")
        #expect(failure?.disposition == .stop(.credentials))
        #expect(failure?.remedy == "export DASHSCOPE_API_KEY=…, or set studio.apiKey in the settings file")
        settings.studio.apiKey = Secret("sk-1")
        #expect(try settings.requireAPIKey() == Secret("sk-1"))
    }
}
