import Failures
import GRDB

extension Failure {
    /// The one place where what GRDB throws becomes a failure.
    ///
    /// The cause is kept without the statement's arguments and without row contents, which may hold a signed URL.
    init(databaseError error: any Error, path: String) {
        switch error {
        case let failure as Failure:
            self = failure
        case let error as DatabaseError:
            let cause = DatabaseError(
                resultCode: error.extendedResultCode, message: error.message, sql: error.sql)
            self = DatabaseTrouble(error).failure(path: path, detail: error.message, cause: cause)
        case is RowDecodingError, is UnreadableRow:
            self = DatabaseTrouble.corrupt.failure(path: path)
        default:
            self = DatabaseTrouble.bug.failure(path: path, cause: error)
        }
    }
}
