/// Regions of Model Studio.
public enum StudioRegion: String, Sendable, CaseIterable {
    /// A region by the city or country that users know it by.
    case beijing, singapore, virginia, frankfurt, tokyo, hongkong

    /// The service's own name, as in host names and `DASHSCOPE_REGION`.
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

    /// Whether accounts without a workspace are served too; elsewhere the workspace id is part of the host.
    public var hasSharedHost: Bool { self != .frankfurt && self != .tokyo }
}
