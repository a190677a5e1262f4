import Failures
import ModelStudio

/// Uploads local inputs, each file once for a model. An uploaded file lives 48 hours and serves any number of tasks.
actor InputUploads {
    private let studio: ModelStudioClient
    private var addresses: [[String]: String] = [:]

    init(studio: ModelStudioClient) { self.studio = studio }

    /// The address of an input as it goes into a request.
    func address(of input: PreparedInput, model: String) async throws(Failure) -> String {
        switch input {
        case .address(let url): return url
        case .file(let file, let digest):
            if let known = addresses[[model, digest]] { return known }
            let address = try await studio.upload(file, model: model)
            addresses[[model, digest]] = address
            return address
        }
    }
}
