/// The operations of the Model Studio API.
public enum APIEndpoint: String, Sendable, CaseIterable {
    /// `GET /tasks/{id}`
    case query
    /// `GET /tasks/`
    case list
    /// `POST /services/aigc/…`
    case submit
    /// `POST /tasks/{id}/cancel`
    case cancel
}
