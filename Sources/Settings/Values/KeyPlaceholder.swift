/// What a key template may hold in braces.
enum KeyPlaceholder: String, CaseIterable {
    case model, yyyy, mm, dd
    case taskID = "task_id"
    case dashedIndex = "-index"
    case index, ext
}
