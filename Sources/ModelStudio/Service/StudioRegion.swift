public import Failures

/// The regions Model Studio runs in. Keys and tasks belong to one of them.
public enum StudioRegion: String, Sendable, CaseIterable {
    case beijing, singapore, virginia, frankfurt, tokyo, hongkong

    /// Reads a name such as `singapore` or a region id such as `ap-southeast-1`, in any case.
    ///
    /// - Throws: `studio.unknown-region`, which stops the run.
    public init(named text: String) throws(Failure) {
        let name = text.lowercased()
        guard let region = Self.allCases.first(where: { $0.rawValue == name || $0.id == name }) else {
            throw Failure(
                "studio.unknown-region", "Model Studio has no region \(ServiceText.quoted(text))",
                remedy: "set studio.region to one of \(Self.allCases.map(\.rawValue).joined(separator: ", "))",
                disposition: .stop(.configuration))
        }
        self = region
    }

    /// Alibaba Cloud's id of the region.
    public var id: String {
        switch self {
        case .beijing: "cn-beijing"
        case .singapore: "ap-southeast-1"
        case .virginia: "us-east-1"
        case .frankfurt: "eu-central-1"
        case .tokyo: "ap-northeast-1"
        case .hongkong: "cn-hongkong"
        }
    }

    /// The host that serves every workspace of the region; Frankfurt and Tokyo have none.
    public var sharedHost: String? {
        switch self {
        case .beijing: "dashscope.aliyuncs.com"
        case .singapore: "dashscope-intl.aliyuncs.com"
        case .virginia: "dashscope-us.aliyuncs.com"
        case .hongkong: "cn-hongkong.dashscope.aliyuncs.com"
        case .frankfurt, .tokyo: nil
        }
    }
}
