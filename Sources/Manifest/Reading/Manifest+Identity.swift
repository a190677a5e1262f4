public import Failures
import GRDB

extension Manifest {
    /// A random text that tells this manifest, and every copy of it, from all others. One that is not there yet has
    /// another each time.
    public func identity() throws(Failure) -> String {
        try read { try String.fetchOne($0, sql: "SELECT id FROM manifest_identity") ?? "" }
    }
}
