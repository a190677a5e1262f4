/// Everything a run of keepreel can be told, checked and with its defaults filled in.
///
/// Read by ``load(from:configFile:overrides:)``; each key is listed in ``SettingKey/all``.
public struct Settings: Sendable, Equatable {
    /// `studio`: where Model Studio is asked, and as whom.
    public var studio = Studio()
    /// `discover`: how finished tasks are found that nobody registered.
    public var discover = Discover()
    /// `storage`: the bucket, and how objects are written into it.
    public var storage = Storage()
    /// `links`: how permanent URLs are formed.
    public var links = Links()
    /// `manifest`: where the durable records stand.
    public var manifest = Manifest()
    /// `transfer`: how much is moved at once, and how patiently.
    public var transfer = Transfer()
    /// `notify`: who is told of what happened.
    public var notify = Notify()

    /// The defaults. Paths are as written, with a leading `~`; loading makes them absolute.
    public init() {}
}
