/// The operations of the Model Studio API, and the upload that belongs to them.
public enum APIEndpoint: String, Sendable, CaseIterable {
    /// `GET /tasks/{id}`
    case query
    /// `GET /tasks/`
    case list
    /// `POST /services/aigc/…`
    case submit
    /// `POST /tasks/{id}/cancel`
    case cancel
    /// `GET /uploads?action=getPolicy`
    case uploadPolicy
    /// `POST` of a file to the upload host, which is a bucket and no part of the API.
    case upload
}
