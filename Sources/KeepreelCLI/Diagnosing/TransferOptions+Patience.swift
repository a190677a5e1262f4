import Archiving
import Diagnosis

extension TransferOptions {
    /// How often and after which waits an object is read back.
    var patience: Patience { Patience(retries: retries, backoff: backoff) }
}
