public import ObjectStorage
public import Settings

extension ObjectUpload {
    /// An object with all that the settings give to every object.
    public init(key: String, contentType: String, settings: Settings.Storage) {
        self.init(key: key, contentType: contentType)
        cacheControl = settings.cacheControl
        contentDisposition = settings.contentDisposition
        acl = settings.acl
        storageClass = settings.storageClass
        serverSideEncryption = settings.serverSideEncryption
        kmsKeyID = settings.kmsKeyID
        overwrites = settings.overwrite
        tags = settings.tags.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        metadata = settings.metadata.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}
