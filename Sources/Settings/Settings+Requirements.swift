public import Failures
public import Redaction

extension Settings {
    /// What a run needs and is not set.
    public var missing: [Failure] {
        var missing: [Failure] = []
        do throws(Failure) { _ = try requireAPIKey() } catch { missing.append(error) }
        do throws(Failure) { _ = try requireStorage() } catch { missing.append(error) }
        return missing
    }

    /// The bucket, for a command that cannot do without.
    ///
    /// - Throws: ``Failures/Failure`` `config.no-storage`.
    public func requireStorage() throws(Failure) -> StorageLocation {
        guard let url = storage.url else {
            throw Failure(
                "config.no-storage", "no bucket is configured",
                remedy: "export KEEPREEL_STORAGE_URL=s3://bucket/prefix, or set storage.url in the settings file",
                disposition: .stop(.configuration))
        }
        return url
    }

    /// The Model Studio API key, for a command that cannot do without.
    ///
    /// - Throws: ``Failures/Failure`` `studio.no-api-key`.
    public func requireAPIKey() throws(Failure) -> Secret {
        guard let key = studio.apiKey else {
            throw Failure(
                "studio.no-api-key", "no Model Studio API key is configured",
                remedy: "export DASHSCOPE_API_KEY=…, or set studio.apiKey in the settings file",
                disposition: .stop(.credentials))
        }
        return key
    }
}
