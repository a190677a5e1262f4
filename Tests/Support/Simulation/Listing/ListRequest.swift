/// One request for a page of the list, before it is answered.
public struct ListRequest: Sendable, Equatable {
    /// Counts the requests for any page, from 1.
    public var number: Int
    /// The page that is asked for, from 1.
    public var page: Int
    /// The rows a page has.
    public var pageSize: Int
}
