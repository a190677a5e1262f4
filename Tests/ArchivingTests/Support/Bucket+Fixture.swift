import ObjectStorage
import Redaction
import RequestSigning

extension S3Bucket {
    /// A bucket nobody is asked about.
    static func fixture(profile: String = "generic", payloadSigning: PayloadSigning = .unsigned) throws -> S3Bucket {
        let location = try BucketLocation(
            bucket: "videos", endpoint: "https://s3.example", region: nil, profile: profile, addressing: nil)
        let credentials = SigningCredentials(accessKeyID: "AKIDEXAMPLE", secretAccessKey: Secret("hush"))
        return S3Bucket(location: location, credentials: credentials, payloadSigning: payloadSigning) {
            1_700_000_000
        }
    }
}
