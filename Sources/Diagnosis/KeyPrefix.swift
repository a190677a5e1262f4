/// What every key begins with.
///
/// - Parameter prefix: that of `storage.url`.
/// - Returns: empty, or with a slash at its end.
func keyPrefix(_ prefix: String) -> String { prefix.isEmpty ? "" : prefix + "/" }
