/// The body of an error of the API.
struct StudioError: Decodable, Equatable {
    var code: String
    var message: String
    var request_id: String
}
