/// What is to stand under a key, and what its metadata says of it.
struct PublishedContent {
    let spool: Spool
    var mark: TaskMark?
    var origin: LinesOrigin?
}
