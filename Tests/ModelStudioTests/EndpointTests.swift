import Failures
import ModelStudio
import Testing

@Suite("the endpoint")
struct EndpointTests {
    @Test(
        "of a region is its shared host, or the workspace's own",
        arguments: [
            (.beijing, "dashscope.aliyuncs.com", "ws-1.cn-beijing.maas.aliyuncs.com"),
            (.singapore, "dashscope-intl.aliyuncs.com", "ws-1.ap-southeast-1.maas.aliyuncs.com"),
            (.virginia, "dashscope-us.aliyuncs.com", "ws-1.us-east-1.maas.aliyuncs.com"),
            (.frankfurt, nil, "ws-1.eu-central-1.maas.aliyuncs.com"),
            (.tokyo, nil, "ws-1.ap-northeast-1.maas.aliyuncs.com"),
            (.hongkong, "cn-hongkong.dashscope.aliyuncs.com", "ws-1.cn-hongkong.maas.aliyuncs.com"),
        ] as [(StudioRegion, String?, String)])
    func hosts(region: StudioRegion, shared: String?, own: String) throws {
        #expect(try StudioEndpoint.resolve(region: region, workspaceID: "ws-1") == "https://\(own)/api/v1")
        if let shared {
            #expect(try StudioEndpoint.resolve(region: region) == "https://\(shared)/api/v1")
        } else {
            let failure = #expect(throws: Failure.self) { try StudioEndpoint.resolve(region: region) }
            #expect(failure?.code == "studio.workspace-needed")
            #expect(failure?.disposition == .stop(.configuration))
            #expect(failure?.remedy?.contains("studio.workspaceId") == true)
        }
    }

    @Test("is known by name and by region id", arguments: StudioRegion.allCases)
    func names(region: StudioRegion) throws {
        #expect(try StudioRegion(named: region.rawValue.uppercased()) == region)
        #expect(try StudioRegion(named: region.id) == region)
    }

    @Test("of an unknown region stops the run", arguments: ["", "mars", "cn-hangzhou"])
    func unknownRegion(name: String) {
        let failure = #expect(throws: Failure.self) { try StudioRegion(named: name) }
        #expect(failure?.disposition == .stop(.configuration))
        #expect(failure?.remedy?.contains("singapore") == true)
    }

    @Test(
        "takes no workspace id that could change the host",
        arguments: [
            "", "-ws", "_ws", "ws.evil", "ws/../x", "evil.com#", "ws ", "wsé", String(repeating: "a", count: 65),
        ])
    func badWorkspace(id: String) {
        let failure = #expect(throws: Failure.self) {
            try StudioEndpoint.resolve(region: .singapore, workspaceID: id, endpointOverride: "https://h")
        }
        #expect(failure?.code == "studio.bad-workspace-id")
    }

    @Test("given by the user wins, without the slashes at its end")
    func override() throws {
        let endpoint = try StudioEndpoint.resolve(
            region: .tokyo, workspaceID: "ws-1", endpointOverride: "http://127.0.0.1:8080/api/v1//")
        #expect(endpoint == "http://127.0.0.1:8080/api/v1")
    }

    @Test(
        "given by the user has to be a plain web address",
        arguments: [
            "", "h/api/v1", "ftp://h", "https://", "https:///api", "https://h/?a=b", "https://u:p@h/", "https://h /",
        ])
    func badOverride(endpoint: String) {
        let failure = #expect(throws: Failure.self) {
            try StudioEndpoint.resolve(region: .beijing, endpointOverride: endpoint)
        }
        #expect(failure?.code == "studio.bad-endpoint")
        #expect(failure?.message.contains("u:p") == false)
    }

    @Test("a task id may hold letters, digits, dots, underscores and hyphens", arguments: ["a", "0385-dc.79_X", "9"])
    func taskIDs(id: String) throws {
        try TaskID.validate(id)
        try TaskID.validate(String(repeating: id.first ?? "a", count: 128))
    }

    @Test(
        "a task id that could change a path or key is given up",
        arguments: [
            "", ".", "..", ".a", "-a", "--help", "a/b", "a b", "a?b", "a%2e", "é", "a\n",
            String(repeating: "a", count: 129),
        ])
    func badTaskIDs(id: String) {
        let failure = #expect(throws: Failure.self) { try TaskID.validate(id) }
        #expect(failure?.code == "studio.bad-task-id")
        #expect(failure?.disposition == .giveUp)
    }
}
