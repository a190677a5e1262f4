public import Failures
public import Redaction

extension Settings {
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
                remedy: "export DASHSCOPE_API_KEY=…", disposition: .stop(.credentials))
        }
        return key
    }
}
