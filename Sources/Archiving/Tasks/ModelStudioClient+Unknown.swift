import Failures
import ModelStudio

extension ModelStudioClient {
    /// Makes sure that a task the service answered UNKNOWN for is not in its list either: one part of the service may
    /// lag behind another, and a task that is taken for gone is not asked for again.
    ///
    /// - Throws: where the list names the task, or cannot be asked: then nothing is known.
    func confirmUnknown(_ taskID: String) async throws(Failure) {
        guard let row = try await row(of: taskID), row.status != .unknown else { return }
        throw Failure(
            "studio.at-odds", "Model Studio says that it does not know the task, but its list has it",
            remedy: "the next run asks again", disposition: .retry())
    }
}
