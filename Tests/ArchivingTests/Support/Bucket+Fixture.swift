import HTTPTransport
import ObjectStorage
import Redaction
import RequestSigning

extension Bucket {
    /// A bucket nobody is asked about.
    static func fixture(profile: String = "generic") throws -> Bucket {
        let location = try BucketLocation(
            bucket: "videos", endpoint: "https://s3.example", region: nil, profile: profile, addressing: nil)
        let credentials = SigningCredentials(accessKeyID: "AKIDEXAMPLE", secretAccessKey: Secret("hush"))
        return Bucket(
            location: location, credentials: FixedCredentials(credentials), http: try HTTPClient(), retries: 0,
            backoff: { _ in .zero }, now: { 1_700_000_000 })
    }
}
