import Settings
import Testing

@Suite("Defaults")
struct DefaultsTests {
    @Test("without a file and environment there are only defaults, and no problem")
    func nothing() {
        let report = Settings.check(from: sources())
        #expect(report.problems == [])
        #expect(report.warnings == [])
        #expect(report.file == nil)
        var expected = Settings()
        expected.manifest.path = "/home/reel/.local/share/keepreel/manifest.sqlite"
        #expect(report.settings == expected)
    }

    @Test("the defaults are the documented ones")
    func values() {
        let settings = Settings()
        #expect(settings.studio.region == .singapore)
        #expect(settings.studio.queriesPerSecond == 15)
        #expect(settings.discover.enabled)
        #expect(settings.discover.models == ["wan2.2-animate-move", "wan2.2-animate-mix"])
        #expect(settings.discover.window == .seconds(86_400))
        #expect(settings.storage.profile == .auto)
        #expect(settings.storage.addressing == .auto)
        #expect(settings.storage.payloadSigning == .auto)
        #expect(settings.storage.key == .standard)
        #expect(settings.transfer.concurrency == 8)
        #expect(settings.transfer.partSize.bytes == 16 << 20)
        #expect(settings.transfer.partsPerVideo == 4)
        #expect(settings.transfer.bandwidth.bytes == 0)
        #expect(settings.transfer.stallTimeout == .seconds(30))
        #expect(settings.transfer.retries == 5)
        #expect(!settings.transfer.allowPrivateSources)
    }
}
