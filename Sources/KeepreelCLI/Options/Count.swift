import ArgumentParser

/// A number of things as options take it.
struct Count {
    let number: Int

    /// - Throws: a usage error that says what is taken.
    init(text: String) throws {
        guard let number = Int(text), number >= 1 else { throw ValidationError("write a number from 1") }
        self.number = number
    }
}
