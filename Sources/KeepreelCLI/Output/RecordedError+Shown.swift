import Archiving
import Manifest

extension RecordedError {
    /// As people read it: that a run was stopped explains nothing, what it holds beside that does.
    var shown: String { isCutOff ? message : description }
}
