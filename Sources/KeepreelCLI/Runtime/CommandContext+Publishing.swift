import Archiving
import Failures
import FoundationEssentials
import Manifest
import ObjectStorage
import Publishing
import Settings

extension CommandContext {
    /// The publication of the manifest beside the videos, as the settings say.
    func publication(of manifest: Manifest, in bucket: Bucket) throws(Failure) -> Publication {
        let (place, links) = (try settings.requireStorage(), links)
        var template = ObjectUpload(key: "", contentType: "", settings: settings.storage)
        // They tell of videos.
        template.metadata = []
        template.tags = []
        let temporary = sources.environment["TMPDIR"] ?? ""
        return Publication(
            manifest: manifest, bucket: bucket, prefix: place.prefix, template: template,
            directory: temporary.isEmpty ? "/var/tmp" : temporary, concurrency: transferOptions.concurrency,
            link: { links.url(of: $0) }, linkRule: links.url(of: "", in: bucket.location),
            warn: { [options, console] in if !options.quiet { console.warning($0) } }, now: { Date() })
    }
}
