import Failures
import Settings
import Testing

@Suite("Problems")
struct ProblemsTests {
    private static let wrong = """
        studio:
          region: singapur
          apiKey: [sk-hush]
        storrage:
          url: s3://bucket
        storage:
          url: https://AKIA:hush@bucket.example.com/?X-Amz-Signature=hush
          profil: minio
          key: "{model}.{ext}"
        notify:
          ping: htps://hc-ping.com/hush
        """

    @Test("all problems are told at once, one a line, without secrets")
    func golden() {
        let environment = ["KEEPREEL_STUDIO_API_KEY": "hush hush", "KEEPREEL_STORAGE_RGION": "hush"]
        let override = SettingsOverride(path: "transfer.partSize", value: "16M", option: "--part-size")
        let failure = #expect(throws: Failure.self) {
            try Settings.load(from: sources(Self.wrong, environment: environment), overrides: [override])
        }
        #expect(failure?.code == "config.invalid")
        #expect(failure?.disposition == .stop(.configuration))
        #expect(
            failure?.description == """
                the configuration is wrong in 10 places:
                  /srv/keepreel.yaml:2:11: studio.region: 'singapur' is not known; did you mean 'singapore'?
                  /srv/keepreel.yaml:3:11: studio.apiKey: the value is a list; write the key itself, without spaces
                  /srv/keepreel.yaml:4:1: storrage: this section is not known; did you mean 'storage'?
                  /srv/keepreel.yaml:7:8: storage.url: the value is no storage URL; write s3://bucket/prefix or \
                oss://bucket/prefix and the service's host into storage.endpoint
                  /srv/keepreel.yaml:8:3: storage.profil: this key is not known; did you mean 'storage.profile'?
                  /srv/keepreel.yaml:9:8: storage.key: '{model}.{ext}' lacks {task_id}; add {task_id}, else videos \
                would replace each other
                  /srv/keepreel.yaml:11:9: notify.ping: the value is neither http nor https; write a URL such as \
                https://host.example.com
                  environment variable KEEPREEL_STORAGE_RGION: this name is not known; did you mean \
                KEEPREEL_STORAGE_REGION?
                  environment variable KEEPREEL_STUDIO_API_KEY: studio.apiKey: the value holds a space or a character \
                that no key holds; write the key itself, without spaces
                  option --part-size: transfer.partSize: '16M' is no size; write 16MiB
                """)
        #expect(failure?.description.contains("hush") == false)
        #expect((failure?.cause as? InvalidSettings)?.problems.count == 10)
    }

    @Test("one problem is one place")
    func single() {
        let failure = #expect(throws: Failure.self) { try Settings.load(from: sources("text")) }
        #expect(
            failure?.message == """
                the configuration is wrong in 1 place:
                  /srv/keepreel.yaml:1:1: the file is no mapping; begin with a section such as 'storage:'
                """)
    }

    @Test("a long value is shortened")
    func long() throws {
        let problem = try #require(onlyProblem(yaml("storage.profile", String(repeating: "x", count: 500))))
        #expect(problem.message.count < 100)
    }

    @Test(
        "keys that contradict each other are a problem",
        arguments: [
            (
                "studio: {region: frankfurt}",
                "1:18: studio.region: frankfurt has no host shared by all workspaces; set studio.workspaceId"
            ),
            (
                "storage: {addressing: cname}",
                "1:23: storage.addressing: cname needs the domain that is bound to the bucket; "
                    + "set storage.endpoint to it"
            ),
            (
                "storage: {url: 's3://bucket'}\ntransfer: {partSize: 1MiB}",
                "2:22: transfer.partSize: 1MiB is below what s3:// takes for a part; write 5MiB or more"
            ),
            (
                "storage: {kmsKeyId: abc, serverSideEncryption: AES256}",
                "1:21: storage.kmsKeyId: a KMS key needs KMS encryption; "
                    + "set storage.serverSideEncryption to aws:kms, for oss:// to KMS"
            ),
        ])
    func contradictions(text: String, line: String) throws {
        #expect(try #require(onlyProblem(text)).description == "/srv/keepreel.yaml:\(line)")
    }

    @Test(
        "keys that fit together are no problem",
        arguments: [
            "studio: {region: frankfurt, workspaceId: ws}", "studio: {region: tokyo, endpoint: 'https://a.example'}",
            "storage: {addressing: cname, endpoint: 'https://a.example'}",
            "storage: {url: 'oss://bucket'}\ntransfer: {partSize: 1MiB}",
            "storage: {kmsKeyId: abc, serverSideEncryption: 'aws:kms'}",
        ])
    func agreement(text: String) {
        #expect(Settings.check(from: sources(text)).problems == [])
    }
}
